import { describe, expect, it } from "vitest";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";
import { isPersonsSound } from "../testing/simulated-person";
import { simulateCall, type CallScript, type SimulatedCall } from "../testing/simulate-call";

const LATENCY_MS = 60;
const LONG =
  "This is quite a long answer that goes on for a good while, so that somebody can step in somewhere in its middle.";

/** The agent is in the middle of a long answer. */
function speaking(script: CallScript = {}): SimulatedCall {
  const call = simulateCall({ voice: { ttfbMs: 300 }, latencyMs: LATENCY_MS, ...script }).connect();
  call.until("answer.ended");
  call.model.script(LONG);
  call.pass(500).say("Tell me all about it");
  call.until("answer.written", 2);
  return call.pass(1_500);
}

/** When the caller heard what, from the sound itself: milliseconds of the agent's and of the person's. */
function heard(call: SimulatedCall) {
  const ends: Record<"agent" | "person", { from: number; to: number }[]> = { agent: [], person: [] };
  for (const { startAt, mulaw } of call.line.heardPieces()) {
    if (mulaw.length === 0 || mulaw.every((byte) => byte === MULAW_SILENCE)) continue;
    ends[isPersonsSound(mulaw) ? "person" : "agent"].push({ from: startAt, to: startAt + mulaw.length / 8 });
  }
  return ends;
}
const tell = (what: string, ms: number, most: number) => {
  // To be seen, not only asserted.
  process.stdout.write(`hand-over: ${what} ${Math.round(ms)} ms (at most ${most})\n`);
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(ms).toBeLessThan(most);
};

describe("taking over", () => {
  it("the agent is silent within 200 ms, and the person is heard with no gap and no overlap", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    const at = call.nowMs;
    expect(anna.takeOver()).toEqual({ result: "done" });
    anna.say("Good morning this is Anna");
    call.pass(4_000);
    const { agent, person } = heard(call);
    const silentAt = agent.at(-1)!.to;
    tell("taken over, the agent stops after", silentAt - at, 200);
    tell("taken over, silence before the person", Math.max(0, person[0]!.from - silentAt), 1_500);
    tell("taken over, both at once", Math.max(0, silentAt - person[0]!.from), 200);
    tell("the person's way to the caller", person[0]!.from - at, LATENCY_MS + 80);
    expect(call.factsOf("segment.final").at(-1)).toMatchObject({ speaker: "human", text: "Good morning this is Anna" });
    expect(call.errors).toEqual([]);
  });

  it("what the person says is shown as they say it, and once it is final no more", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    call.pass(anna.say("You get fifteen percent off") + 3_000);
    const shown = call.speeches.flatMap(({ person }) => (person?.text ? [person] : []));
    expect(shown[0]).toMatchObject({ name: "Anna Weber", turnId: "p1" });
    expect(shown[0]!.text.length).toBeLessThan("You get fifteen percent off".length);
    expect(shown.at(-1)!.text).toBe("You get fifteen percent off");
    expect(call.speeches.at(-1)!.person).toBeNull();
  });

  it("a second person is refused by name; the same one over another connection takes over from the first", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    expect(call.person("boris", "Boris Tal").takeOver()).toEqual({
      result: "refused",
      code: "held_by_other",
      message: "Anna Weber is speaking with this caller.",
    });
    const again = call.person("anna", "Anna Weber");
    expect(again.takeOver()).toEqual({ result: "done" });
    expect(anna.lost).toHaveLength(1);
    again.say("Still me");
    call.pass(3_000);
    expect(call.factsOf("supervisor.acted").map(({ action }) => action)).toEqual(["take_over"]);
    expect(call.factsOf("segment.final").at(-1)).toMatchObject({ speaker: "human" });
  });

  it("a network that stands still and then brings everything at once makes nobody late", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    anna.say("One two three four five six seven eight nine ten");
    call.pass(1_000);
    anna.stall(true);
    call.pass(700);
    anna.stall(false);
    for (let ms = 0; ms < 1_000; ms += 20) {
      call.pass(20);
      expect(call.line.bufferedMs()).toBeLessThanOrEqual(60);
    }
  });

  it("a call that is over cannot be taken, nor steered", () => {
    const call = speaking();
    call.line.hangUp("bye");
    expect(call.person("anna", "Anna Weber").takeOver()).toMatchObject({ result: "refused", code: "ended" });
    const by = { userId: "anna", name: "Anna Weber" };
    expect(call.session.steer(by, { action: "say", text: "Hello?" })).toMatchObject({ code: "ended" });
  });
});

describe("giving back", () => {
  const BACK = { action: "give_back", promised: "" } as const;

  it("what the caller waited while the person had the call is no answer time of the agent's", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    call.pass(call.say("Until when is that valid") + 10_000);
    call.session.steer(anna, BACK);
    call.pass(6_000);
    call.say("And what about the discount");
    call.pass(6_000);
    const waits = call.factsOf("answer.ended").map(({ metrics }) => metrics.voiceToVoiceMs);
    expect(waits.at(-1)).toBeGreaterThan(0);
    expect(Math.max(...waits.map((ms) => ms ?? 0))).toBeLessThan(6_000);
  });

  it("the agent is there within 1.5 s and answers, knowing the discount that was promised", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    call.pass(anna.say("You get fifteen percent off") + 500);
    call.pass(call.say("Until when is that valid") + 700);
    call.pass(anna.say("One moment my colleague tells you"));
    const at = call.nowMs;
    expect(call.session.steer(anna, BACK)).toEqual({ result: "done" });
    expect(anna.lost).toEqual(["The agent has the call again."]);
    call.pass(4_000);
    const { agent, person } = heard(call);
    const last = person.at(-1)!.to;
    const first = agent.find(({ from }) => from > at)!.from;
    tell("given back, silence before the agent", first - last, 1_500);
    call.say("And what about the discount");
    call.until("answer.ended", 5);
    const asked = call.lastAsked();
    expect(asked).toContain("assistant: [colleague Anna Weber] You get fifteen percent off");
    expect(call.model.runs.at(-1)?.request.situation).toContain("[colleague Anna Weber]");
    expect(call.session.steer(anna, BACK)).toMatchObject({ result: "refused", code: "not_now" });
    expect(call.errors).toEqual([]);
  });

  it("a lost connection: the agent is back after 3 s, and says so", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    call.pass(anna.say("Just a second"));
    const at = call.nowMs;
    anna.microphone(false);
    call.session.personGone(anna);
    call.pass(8_000);
    const first = heard(call).agent.find(({ from }) => from > at)!.from;
    tell("cut off, silence before the agent", first - at, 4_000);
    expect(first - at).toBeGreaterThanOrEqual(3_000);
    expect(call.heardTexts().join(" ")).toContain("My colleague was cut off; I'm still here.");
    expect(call.factsOf("supervisor.acted").map(({ action }) => action)).toEqual(["take_over", "connection_lost"]);
  });

  it("a microphone that dies is the same", () => {
    const call = speaking();
    const anna = call.person("anna", "Anna Weber");
    anna.takeOver();
    call.pass(500);
    const at = call.nowMs;
    anna.microphone(false);
    call.pass(6_000);
    const first = heard(call).agent.find(({ from }) => from > at)!.from;
    tell("microphone dead, silence before the agent", first - at, 4_000);
    expect(anna.lost).toHaveLength(1);
  });
});

describe("whispering", () => {
  it("the sentence being heard is finished, then the agent goes on with it in mind", () => {
    const call = simulateCall({ voice: { ttfbMs: 300 }, latencyMs: LATENCY_MS }).connect();
    call.until("answer.ended");
    call.model.script(
      "We are open from nine to five every weekday. On Saturday we are open from ten until noon, and on Sunday never.",
    );
    call.model.answerWith(() => "There is a slot on Friday.");
    call.pass(500).say("When are you open");
    call.until("answer.written", 2);
    call.pass(900);
    call.session.steer({ userId: "anna", name: "Anna" }, { action: "whisper", text: "Offer Friday." });
    const cut = call.until("answer.ended", 2);
    expect(cut.interrupted).toBe(true);
    expect(cut.heardText).toContain("every weekday.");
    expect(cut.heardText.length).toBeLessThan("We are open from nine to five every weekday. On Saturday".length);
    const next = call.until("answer.ended", 3);
    expect(next.text).toBe("There is a slot on Friday.");
    expect(call.model.runs.at(-1)?.request.situation).toContain("- Offer Friday.");
    expect(call.lastAsked().join(" ")).not.toContain("Offer Friday");
    tell("whispered, silence in between", next.startMs - cut.endMs, 1_500);
  });
});

describe("the people of the business", () => {
  const { escalation } = defaultSettings({ type: "appointments", industry: "dental" });
  const script = { settings: { people: escalation } };

  it("are looked for, come by their browser, and go again", () => {
    const call = speaking(script);
    call.say("Get me a human please");
    call.until("escalation.raised");
    const search = call.people.searches[0]!;
    search.tell({ kind: "ringing", name: "Anna Weber" });
    call.pass(9_000);
    search.tell({ kind: "accepted", via: "browser", humanAgentId: "h", userId: "anna", name: "Anna Weber" });
    call.pass(2_000);
    const anna = call.person("anna", "Anna Weber");
    expect(anna.takeOver()).toEqual({ result: "done" });
    call.pass(1_000);
    call.session.steer(anna, { action: "give_back", promised: "A refund" });
    call.pass(3_000);
    expect(call.people.told).toEqual([`connected ${search.escalationId}`, `released ${search.escalationId}`]);
    expect(call.heardTexts().join(" ")).toContain("Let me find somebody for you.");
    expect(call.errors).toEqual([]);
  });

  it("are asked one question, and their answer is spoken; without one in time a call back is promised", async () => {
    const call = speaking(script);
    const asks = { name: "ask_colleague", input: { question: "May they pay later?", options: ["Yes", "No"] } };
    call.model.script({ text: "Let me check with a colleague.", toolCalls: [asks] }, "Yes, you may pay later.");
    call.say("wait can I pay later please");
    const { questionId } = call.until("colleague.asked");
    call.pass(5_000);
    call.people.questions[0]!.answer({ text: "Yes", name: "Anna Weber" });
    expect(call.until("colleague.answered")).toMatchObject({ questionId, answer: "Yes", name: "Anna Weber" });
    await Promise.resolve();
    call.pass(12_000);
    expect(call.heardTexts().join(" ")).toContain("Yes, you may pay later.");

    call.model.script({
      text: "Let me check again.",
      toolCalls: [{ ...asks, input: { ...asks.input, options: ["A", "B"] } }],
    });
    call.say("And can my brother pay later too");
    call.until("colleague.asked", 2);
    call.pass(27_000);
    await Promise.resolve();
    expect(call.factsOf("colleague.answered").at(-1)).toMatchObject({ answer: null });
    expect(call.factsOf("tool.finished").at(-1)).toMatchObject({ ok: true, output: { answered: false } });
    expect(call.errors).toEqual([]);
  });
});
