import { expect, it } from "vitest";
import { describeSituation } from "./describe-situation";

const CALL = {
  nowMs: Date.UTC(2026, 11, 1, 18),
  timeZone: "America/Los_Angeles",
  direction: "inbound",
  channel: "phone",
  otherParty: "+14155550134",
} as const;

it("names what may be texted, with when, and no address of a link", () => {
  const mayText = {
    hasAddress: true,
    links: [
      { title: "Price list", when: "They ask what it costs." },
      { title: "Forms", when: "" },
    ],
  };
  expect(describeSituation({ ...CALL, mayText })).toMatch(
    / What may be texted to them: "address"; "Price list" \(They ask what it costs\); "Forms"; "appointment" \(.+\)\.$/,
  );
  const bare = describeSituation({ ...CALL, mayText: { hasAddress: false, links: [] } });
  expect(bare).toContain('texted to them: "appointment"');
});

it("speaks of no text messages where none may be sent", () => {
  expect(describeSituation(CALL)).not.toContain("texted");
});
