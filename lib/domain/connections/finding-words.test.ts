import { describe, expect, it } from "vitest";
import { FINDING_CODES, findingWords, statusOf, verdictOf } from "./finding-words";

/** Whatever a vendor's check may put into the words. */
const FACTS = {
  action: "bedrock:InvokeModel",
  amount: "$3.20",
  count: 2,
  detail: "Something odd.",
  model: "us.anthropic.claude-sonnet-4-6",
  name: "Bright Dental",
  reason: "ENOTFOUND",
  region: "us-east-1",
  right: "payment links read",
  seconds: 8,
  status: "suspended",
  tier: "Fast",
  url: "https://calls.example.com",
  use: "Listening, English",
  vendor: "twilio",
};

describe("every finding", () => {
  it.each(FINDING_CODES)("%s says what was found and, when something is wrong, what to do", (code) => {
    const { level, title, advice, link } = findingWords({ code, facts: FACTS });
    expect(title).toMatch(/^[A-Z1-9$“].{3,110}$/);
    expect(title).not.toMatch(/undefined|null|[.!]$/);
    if (level !== "good") {
      expect(advice).toMatch(/^[A-Z].{20,320}\.$/);
      expect(advice).not.toMatch(/undefined|null|!/);
    }
    if (link !== null) expect(new URL(link).protocol).toBe("https:");
  });

  it("of an earlier version asks for another check", () => {
    expect(findingWords({ code: "twilio.gone", facts: {} })).toMatchObject({
      level: "warning",
      advice: "Check again.",
    });
  });
});

describe("what findings come to", () => {
  const of = (...codes: string[]) => codes.map((code) => findingWords({ code, facts: {} }));
  it("failing with a problem, attention with a warning, working without either, unchecked before the first check", () => {
    expect(statusOf([], false)).toBe("unchecked");
    expect(statusOf(of("twilio.signed_in"), true)).toBe("working");
    expect(statusOf(of("twilio.signed_in", "twilio.trial"), true)).toBe("attention");
    expect(statusOf(of("twilio.trial", "address.unreachable"), true)).toBe("failing");
    expect(statusOf(of("calls.refused"), false)).toBe("failing");
  });

  it("attention when only one model of several is missing", () => {
    const partial = findingWords({ code: "bedrock.no_access", facts: { partial: 1 } });
    expect(statusOf([partial, ...of("bedrock.works")], true)).toBe("attention");
  });

  it("a refusal or no answer speaks against using the credentials; a warning or a missing model does not", () => {
    const verdict = (...codes: string[]) => verdictOf(codes.map((code) => ({ code, facts: {} })))?.kind ?? null;
    expect(verdict("twilio.refused")).toBe("refused");
    expect(verdict("bedrock.signature")).toBe("refused");
    expect(verdict("vendor.timeout")).toBe("unanswered");
    expect(verdict("twilio.signed_in", "twilio.trial", "address.not_https")).toBeNull();
    expect(verdict("bedrock.no_access")).toBeNull();
  });
});
