import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { placeCall, type PlacedCall } from "@/scripts/drill/phone";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { withOwner, type TestOrganization } from "@/scripts/test/database";
import { clearKillSwitch, clearPlatformKillSwitches } from "./clear";
import { setKillSwitch, setPlatformKillSwitch } from "./set";

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await useDatabase(stack.dev.databaseUrl);
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
});

/** A call in which the agent talks on and on. */
async function callInProgress(organization: TestOrganization): Promise<PlacedCall> {
  const placed = await placeCall(stack.dev.sandboxUrl, organization.phoneNumber, ["Hello?"]);
  await placed.until((event) => event.type === "agent.speech.started");
  return placed;
}
const talkative = () =>
  stack.organization({ greeting: "We are glad that you call, and will tell you about us at some length. ".repeat(12) });
async function stored({ callSid }: PlacedCall) {
  return withOwner(stack.dev.databaseUrl, async (sql) => {
    const text = "select id, status, disposition, end_reason from calls where provider_call_sid = $1";
    return (await sql.query<{ id: string; disposition: string; end_reason: string }>(text, [callSid])).rows[0];
  });
}
async function isRefused(organization: TestOrganization): Promise<boolean> {
  const placed = await placeCall(stack.dev.sandboxUrl, organization.phoneNumber, ["Hello?"]);
  const first = await placed.until(({ type }) => type === "twiml.say" || type === "agent.speech.started");
  await stack.sandbox("DELETE", `/sandbox/calls/${placed.callSid}`);
  return first.type === "twiml.say" && first.text.includes("closed at the moment");
}
const settled = { timeout: 10_000, interval: 100 };

test("a call, an agent's calls and an organization's calls are each stopped within 5 s, and others go on", async () => {
  const organizations = await Promise.all([talkative(), talkative(), talkative(), talkative()]);
  const [one, agents, whole, bystander] = await Promise.all(organizations.map(callInProgress));
  const [ofOne, ofAgent, ofWhole, ofBystander] = organizations;
  if (!one || !agents || !whole || !bystander || !ofOne || !ofAgent || !ofWhole || !ofBystander) throw new Error();
  const callId = (await stored(one))?.id ?? "";

  const from = performance.now();
  await setKillSwitch(ofOne.context, { scope: "call", targetId: callId, reason: "wrong call" });
  await setKillSwitch(ofAgent.context, { scope: "agent", targetId: ofAgent.agentId, reason: "wrong agent" });
  const { id } = await setKillSwitch(ofWhole.context, { scope: "organization", reason: "wrong list" });
  await Promise.all([one.over, agents.over, whole.over]);
  expect(performance.now() - from).toBeLessThan(5_000);
  for (const [call, reason] of [
    [one, "wrong call"],
    [agents, "wrong agent"],
    [whole, "wrong list"],
  ] as const) {
    await expect.poll(() => stored(call), settled).toMatchObject({ disposition: "killed", end_reason: reason });
  }
  expect(await Promise.all([ofOne, ofAgent, ofWhole, ofBystander].map(isRefused))).toEqual([false, true, true, false]);
  expect(bystander.events.some(({ type }) => type === "ended")).toBe(false);

  await clearKillSwitch(ofWhole.context, { id });
  await expect.poll(() => isRefused(ofWhole), settled).toBe(false);
});

test("the platform's switch stops every call, and new ones are refused within 2 s", async () => {
  const organization = await talkative();
  const placed = await callInProgress(organization);
  const from = performance.now();
  await setPlatformKillSwitch({ reason: "emergency", setBy: "test" });
  try {
    await placed.over;
    expect(performance.now() - from).toBeLessThan(2_000);
    expect(await isRefused(organization)).toBe(true);
  } finally {
    await clearPlatformKillSwitches();
  }
  await expect.poll(() => isRefused(organization), settled).toBe(false);
});
