import { expect, it } from "vitest";
import { passage } from "../testing/fake-knowledge";
import { simulateCall, type SimulatedCall } from "../testing/simulate-call";

const CROWN = passage("Crown, porcelain: $980");

/** Connected, greeted, quiet for a second, with a price list to look into. Promises settle between the steps of the clock. */
async function answered(tookMs: number): Promise<SimulatedCall> {
  const call = simulateCall({ voice: { ttfbMs: 300 }, settings: { knowledge: { waitMs: 600 } } }).connect();
  call.knowledge.passages = [CROWN];
  call.knowledge.tookMs = tookMs;
  call.until("answer.ended");
  await pass(call, 1_000 + ((20 - (call.nowMs % 20)) % 20));
  return call;
}

/** Time passes as it does for a process: what was promised comes in between. */
async function pass(call: SimulatedCall, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 5) {
    call.pass(5);
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  }
}

const lastAnswer = (call: SimulatedCall) => call.factsOf("answer.ended").at(-1)!;

it("what is looked up while the caller speaks costs them nothing", async () => {
  const call = await answered(100);
  call.model.answerWith(() => "A porcelain crown is 980 dollars.");
  call.say("How much is a crown", { endingAfterMs: 150, endedAfterMs: 500 });
  await pass(call, 6_000);
  expect(call.lastAsked().at(-2)).toContain("Crown, porcelain: $980");
  expect(call.model.runs).toHaveLength(1);
  expect(lastAnswer(call).metrics).toMatchObject({ knowledgeMs: null, speculation: "used", voiceToVoiceMs: 850 });
  expect(call.factsOf("knowledge.retrieved")).toMatchObject([{ passages: [CROWN], tookMs: 100 }]);
  expect(call.factsOf("knowledge.cited")).toMatchObject([{ citations: [{ chunkId: CROWN.chunkId }] }]);
  expect(call.errors).toEqual([]);
});

it("what comes after the caller has finished is a stage of its own, and no delay of ours", async () => {
  const call = await answered(200);
  call.say("How much is a crown", { endingAfterMs: null, endedAfterMs: 500 });
  await pass(call, 6_000);
  expect(lastAnswer(call).metrics).toMatchObject({ knowledgeMs: 200, addedDelayMs: 0, voiceToVoiceMs: 1_300 });
});

it("a store that fails or hangs costs an answer nothing but its wait", async () => {
  const call = await answered(100);
  call.knowledge.problem = new Error("away");
  call.say("How much is a crown");
  await pass(call, 5_000);
  expect(call.factsOf("knowledge.retrieved")).toMatchObject([{ problem: "The knowledge could not be looked into" }]);
  call.knowledge.problem = null;
  call.knowledge.tookMs = 60_000;
  call.say("And how much is a filling", { endingAfterMs: null });
  await pass(call, 6_000);
  expect(lastAnswer(call).metrics).toMatchObject({ knowledgeMs: 600 });
  expect(call.heardTexts()).toHaveLength(3);
});

it("the model may look once more, and what it finds is no more than words", async () => {
  const call = await answered(100);
  call.model.script(
    { toolCalls: [{ name: "search_knowledge", input: { question: "price of a porcelain crown" } }] },
    "A porcelain crown is 980 dollars.",
  );
  call.say("And the other one", { endingAfterMs: null });
  await pass(call, 6_000);
  expect(call.knowledge.asked.at(-1)).toMatchObject({ said: "price of a porcelain crown", origin: "tool" });
  expect(call.factsOf("tool.finished")).toMatchObject([{ ok: true, output: { passages: [{ title: "Price list" }] } }]);
  expect(call.factsOf("knowledge.retrieved").map(({ origin }) => origin)).toEqual(["turn", "tool"]);
  expect(call.heardTexts().at(-1)).toBe("A porcelain crown is 980 dollars.");
});
