import { expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { lookUpCallerOf } from "../caller-lookup";
import { simulateCall, type SimulatedCall } from "../testing/simulate-call";

/** Who calls, looked up in a whole call on virtual time. */

const CALL = {
  ...{ epoch: 0, channel: "phone", direction: "inbound", from: "+14155550134", to: "+14155550100", ownTools: [] },
  agent: { config: AgentConfig.parse({ callerLookup: { enabled: true } }) },
} as unknown as ClaimedCall;
const RECORD: KnownOfCaller = { from: "calls", text: "Found out in earlier calls: Make of the car: Opel." };

/** Time passes as it does for a process: what was promised comes in between. */
async function pass(call: SimulatedCall, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 5) {
    call.pass(5);
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  }
}

/** A call whose caller speaks once greeted, while own records take so long. */
async function called(tookMs: number) {
  const call = simulateCall().connect();
  const ownRecords = () =>
    new Promise<KnownOfCaller[]>((resolve) => call.clock.setTimer(tookMs, () => resolve([RECORD])));
  const begun = lookUpCallerOf(CALL, { clock: call.clock, ownRecords, ownTools: null, onError: () => undefined });
  void begun?.then((found) => call.session.callerLookedUp(found));
  await pass(call, 8_000);
  call.model.answerWith(() => "Your Opel is ready.");
  call.say("Is my car ready");
  await pass(call, 8_000);
  return {
    told: JSON.stringify(call.lastAsked()),
    found: call.factsOf("caller.looked_up"),
    voiceToVoiceMs: call.factsOf("answer.ended").at(-1)?.metrics?.voiceToVoiceMs,
    errors: call.errors,
  };
}

test("a look-up that is too slow is left behind after 300 ms, and no caller waits for it", async () => {
  const [quick, slow] = [await called(100), await called(5_000)];
  expect(quick.told).toContain("Make of the car: Opel");
  expect(quick.found).toMatchObject([{ known: [RECORD], tookMs: 100, problem: null }]);
  expect(slow.told).not.toContain("Opel");
  expect(slow.found).toMatchObject([{ known: [], tookMs: 300, problem: expect.stringContaining("in time") }]);
  expect(slow.voiceToVoiceMs).toBe(quick.voiceToVoiceMs);
  expect(slow.voiceToVoiceMs).toBeGreaterThan(0);
  expect([...slow.errors, ...quick.errors]).toEqual([]);
});
