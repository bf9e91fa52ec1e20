import { describe, expect, test } from "vitest";
import { HttpToolSpec } from "@/lib/contracts/tools";
import type { CallTool, ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { ownToolRules, ownToolsOf, ownToolSpecs, type UseOwnTool } from "./own-tools";

const tool: CallTool = {
  id: "018f0000-0000-7000-8000-00000000a001",
  version: 3,
  spec: HttpToolSpec.parse({
    name: "make_ticket",
    title: "Make a ticket",
    description: "Makes a ticket.",
    method: "POST",
    address: "https://desk.example.com/tickets",
    parameters: [
      { name: "subject", description: "What it is about", place: "body" },
      { name: "phone", place: "body", source: "caller_number" },
    ],
    effect: "changes",
    timeoutMs: 4000,
    retries: 1,
  }),
};
const call = (more: Record<string, unknown> = {}): ClaimedCall =>
  ({
    organizationId: "org",
    callId: "call",
    direction: "inbound",
    channel: "phone",
    from: "+14155550134",
    to: "+14155550100",
    business: { id: "business" },
    agent: { config: { language: "en-US" } },
    ownTools: [tool],
    ...more,
  }) as unknown as ClaimedCall;

/** What is passed on when a model uses the tool in this call. */
async function usedIn(claimed: ClaimedCall) {
  const seen: unknown[][] = [];
  const use: UseOwnTool = (...given) => {
    seen.push(given);
    return Promise.resolve({ output: {}, failed: false });
  };
  await ownToolsOf(claimed, use)?.use("make_ticket", { subject: "Tap", phone: "+19005550000" });
  return seen[0] as Parameters<UseOwnTool>;
}

describe("a tool of the business in one call", () => {
  test("is told whose call it is by the server: the other party's number, whoever called", async () => {
    const [{ organizationId, caller }, used] = await usedIn(call());
    expect([organizationId, used.version]).toEqual(["org", 3]);
    expect(caller).toEqual({
      caller_number: "+14155550134",
      call_id: "call",
      business_id: "business",
      organization_id: "org",
      language: "en-US",
    });
    const outbound = { direction: "outbound", from: "+14155550100", to: "+14155550177" };
    expect((await usedIn(call(outbound)))[0].caller).toMatchObject({ caller_number: "+14155550177" });
  });
  test("has no number where there is none: a browser, a withheld number", async () => {
    for (const more of [{ channel: "browser", from: "+14155550134" }, { from: "anonymous" }])
      expect((await usedIn(call(more)))[0].caller).not.toHaveProperty("caller_number");
  });
  test("is not there where the agent has none, or nobody can use them", () => {
    const use: UseOwnTool = () => Promise.reject(new Error("not to be used"));
    expect(ownToolsOf(call({ ownTools: [] }), use)).toBeNull();
    expect(ownToolsOf(call(), undefined)).toBeNull();
    expect([...(ownToolsOf(call(), use)?.names ?? [])]).toEqual(["make_ticket"]);
  });
  test("is shown to the model without what the server puts in, and waited for as long as its tries take", () => {
    const [spec] = ownToolSpecs([tool]);
    expect(JSON.stringify(spec?.inputSchema)).toContain("subject");
    expect(JSON.stringify(spec?.inputSchema)).not.toContain("phone");
    expect(ownToolRules([tool])["make_ticket"]).toMatchObject({ effect: "changes", limitMs: 10_000 });
  });
});
