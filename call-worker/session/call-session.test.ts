import { describe, expect, it } from "vitest";
import { speechLike } from "../testing/audio-samples";
import { simulateCall, type CallScript, type SimulatedCall } from "../testing/simulate-call";

const GREETING_MS = 400;
const LONG =
  "This is quite a long answer that goes on for a good while, so that there is time enough to interrupt it somewhere in its middle.";

/** Connected, greeted, and quiet for a second: the caller's turn. */
function answered(script: CallScript = {}): SimulatedCall {
  const call = simulateCall({ voice: { ttfbMs: 300 }, ...script }).connect();
  call.until("answer.ended");
  return call.pass(1_000 + ((20 - (call.nowMs % 20)) % 20));
}

/** The agent is `afterMs` into a long answer. */
function speaking(afterMs: number, script: CallScript = {}): SimulatedCall {
  const call = answered(script);
  call.model.script(LONG);
  call.say("Tell me all about it");
  call.until("answer.written", 2);
  const before = call.heardMs();
  while (call.heardMs() - before < afterMs) call.pass(1);
  return call;
}

const lengthMs = (text: string): number => Math.round((text.length / 15) * 1_000);

describe("a call that is answered", () => {
  it("is greeted at once, and the greeting is heard whole", () => {
    const call = simulateCall({ voice: { ttfbMs: 300 } }).connect();
    const greeting = call.until("answer.ended");
    // 50 ms to connect to the voice, 300 to its first audio, 400 of speech.
    expect(greeting).toMatchObject({ heardText: "Hello.", heardFraction: 1, startMs: 350, endMs: 750 });
    expect(Buffer.compare(call.line.heardAudio(), speechLike(GREETING_MS))).toBe(0);
    expect(call.errors).toEqual([]);
  });

  it("hears the notices first, and nobody can talk over them", () => {
    const notices = [{ kind: "disclosure" as const, text: "I am a machine that answers calls.", textSha256: "ab" }];
    const call = simulateCall({ settings: { notices } }).connect();
    call.pass(600);
    call.say("wait stop wait");
    call.until("notice.given");
    call.until("answer.ended");
    expect(call.heardTexts()).toEqual(["I am a machine that answers calls."]);
    expect(call.line.clears).toEqual([]);
  });

  it("counts a turn's time stage by stage, and adds nothing of its own", () => {
    const call = answered();
    const askedAt = call.nowMs;
    call.model.script({ text: "We are open until five.", ttftMs: 300 });
    const spokenMs = call.say("When are you open today", { endingAfterMs: null, endedAfterMs: 500 });
    const { metrics, startMs } = call.until("answer.ended", 2);
    expect(metrics).toEqual({
      endOfTurnDelayMs: 500,
      llmTtftMs: 300,
      ttsTtfbMs: 300,
      voiceToVoiceMs: 1_100,
      addedDelayMs: 0,
      toolMs: null,
      knowledgeMs: null,
      speculation: "none",
    });
    expect(startMs).toBe(askedAt + spokenMs + 1_100);
    expect(call.heardTexts()).toEqual(["Hello.", "We are open until five."]);
  });

  it("thinks while the recogniser makes sure, and saves that time", () => {
    const call = answered();
    call.model.script({ text: "We are open until five.", ttftMs: 300 });
    call.say("When are you open today", { endingAfterMs: 150, endedAfterMs: 500 });
    const { metrics } = call.until("answer.ended", 2);
    expect(metrics).toMatchObject({ speculation: "used", endOfTurnDelayMs: 500, ttsTtfbMs: 300, voiceToVoiceMs: 800 });
    expect(call.model.runs).toHaveLength(1);
  });

  it("throws away what it thought when the caller goes on, and answers the whole question", () => {
    const call = answered();
    call.model.script("Every day.", "On Monday from nine.");
    const ear = call.speechToText.current();
    ear.emit({ kind: "turn.started", turn: 0, text: "When" });
    ear.emit({ kind: "turn.ending", turn: 0, text: "When are you open" });
    call.pass(400);
    ear.emit({ kind: "turn.resumed", turn: 0, text: "When are you open" });
    call.pass(200);
    const text = "When are you open on Monday";
    ear.emit({ kind: "turn.ended", turn: 0, text, confidence: 0.9, trigger: "model", startMs: 0, endMs: 900 });
    expect(call.lastAsked().at(-1)).toBe(`user: ${text}`);
    call.until("answer.ended", 2);
    expect(call.heardTexts()).toEqual(["Hello.", "On Monday from nine."]);
    expect(call.factsOf("answer.ended").at(-1)?.metrics.speculation).toBe("discarded");
  });

  it("measures what the caller hears, the way there and back included", () => {
    const call = answered({ latencyMs: 40 });
    call.model.script({ text: "We are open until five.", ttftMs: 300 });
    call.say("When are you open today", { endingAfterMs: null, endedAfterMs: 500 });
    expect(call.until("answer.ended", 2).metrics.voiceToVoiceMs).toBe(1_180);
  });

  it("takes keys as words", () => {
    const call = answered();
    call.model.script("Thank you, four two.");
    for (const key of ["4", "2", "#"]) call.line.pressKey(key);
    expect(call.until("segment.final")).toMatchObject({ text: "42", source: "keypad" });
    call.until("answer.ended", 2);
    expect(call.heardTexts().at(-1)).toBe("Thank you, four two.");
  });
});

describe("a caller who speaks while the agent does", () => {
  it("stops it at once; both remember exactly the words that were heard", () => {
    const call = speaking(3_000);
    call.model.script("Of course.");
    call.say("wait a minute please");
    const before = call.nowMs;
    const barge = call.until("barge_in.committed");
    expect(barge).toMatchObject({ reason: "stop_word", atMs: before + 360 });
    expect(call.line.clears).toEqual([barge.atMs]);
    const heardMs = call.heardMs() - GREETING_MS;
    const cut = call.factsOf("answer.ended").at(-1);
    // The words whose sound was played to the end, no more and no less.
    const words = LONG.split(" ").map((_, index, all) => all.slice(0, index + 1).join(" "));
    const heard = words.filter((text) => lengthMs(text) <= heardMs).at(-1);
    expect(cut).toMatchObject({ interrupted: true, text: LONG, heardText: heard });
    call.until("answer.ended", 3);
    expect(call.lastAsked()).toContain(`assistant: ${heard}`);
    expect(call.lastAsked().at(-1)).toBe("user: wait a minute please");
  });

  it("is known to have heard less when the way to them is long", () => {
    const call = speaking(3_000, { latencyMs: 200 });
    call.say("wait a minute please");
    call.until("barge_in.committed");
    call.pass(400);
    const heardMs = call.heardMs() - GREETING_MS;
    const heardText = call.heardTexts().at(-1) ?? "";
    expect(LONG.startsWith(heardText)).toBe(true);
    expect(lengthMs(heardText)).toBeLessThanOrEqual(heardMs);
    expect(lengthMs(heardText)).toBeGreaterThan(heardMs - 1_000);
  });

  it("does not stop it by agreeing", () => {
    const call = speaking(2_000);
    call.say("mm-hm", { endingAfterMs: null });
    call.until("answer.ended", 2);
    expect(call.line.clears).toEqual([]);
    expect(call.heardTexts().at(-1)).toBe(LONG);
    expect(Buffer.compare(call.line.heardAudio().subarray(GREETING_MS * 8), speechLike(lengthMs(LONG)))).toBe(0);
  });

  it("makes it pause when it was only a noise, and it goes on within 2 s with nothing lost or said twice", () => {
    const call = speaking(2_000);
    const before = call.nowMs;
    call.speechToText.current().emit({ kind: "turn.started", turn: 1, text: "" });
    call.pass(500);
    const pausedAtMs = call.heardMs();
    call.pass(1_400);
    expect(call.heardMs()).toBe(pausedAtMs);
    call.pass(200);
    expect(call.nowMs - before).toBe(2_100);
    expect(call.heardMs()).toBeGreaterThan(pausedAtMs);
    call.until("answer.ended", 2);
    expect(call.factsOf("barge_in.dismissed")).toMatchObject([{ reason: "noise" }]);
    expect(call.heardTexts().at(-1)).toBe(LONG);
    expect(Buffer.compare(call.line.heardAudio().subarray(GREETING_MS * 8), speechLike(lengthMs(LONG)))).toBe(0);
  });
});

describe("how a call goes on and ends", () => {
  it("asks twice into silence, then says goodbye and ends when that was heard", () => {
    const call = answered();
    expect(call.until("silence.prompted", 1).atMs).toBe(750 + 10_000);
    const first = call.until("answer.ended", 2);
    expect(call.until("silence.prompted", 2).atMs).toBe(first.atMs + 10_000);
    const ended = call.until("call.ended");
    expect(ended).toMatchObject({ disposition: "silence" });
    expect(call.factsOf("answer.ended").at(-1)).toMatchObject({ heardFraction: 1, atMs: ended.atMs });
  });

  it("tells what the tool found, in the same turn", () => {
    const call = answered();
    call.model.script(
      { toolCalls: [{ name: "get_opening_hours", input: { day: "today" } }], ttftMs: 300 },
      { text: "We are open until five.", ttftMs: 300 },
    );
    call.say("When are you open today", { endingAfterMs: null, endedAfterMs: 500 });
    const { metrics } = call.until("answer.ended", 2);
    expect(metrics).toMatchObject({ voiceToVoiceMs: 1_400, addedDelayMs: 0 });
    const [finished] = call.factsOf("tool.finished");
    expect(finished).toMatchObject({ ok: true, output: { openNow: true, timeZone: "UTC" } });
    expect(call.lastAsked().slice(-2)).toEqual(["assistant: tool-call", "user: tool-result"]);
  });

  it("has a message in the journal before the caller hears that it was taken", () => {
    const call = answered();
    const input = { caller_name: "Ada", callback_number: "+14155550134", message: "Call me back." };
    call.model.script({ toolCalls: [{ name: "take_message", input }] }, "I will pass it on.");
    call.say("Please tell them to call me back");
    call.until("answer.ended", 2);
    const kinds = call.events.map(({ body }) => body.type);
    expect(kinds.indexOf("message.taken")).toBeLessThan(kinds.lastIndexOf("answer.written"));
    expect(call.factsOf("message.taken")).toMatchObject([{ callerName: "Ada", text: "Call me back." }]);
  });

  it("hangs up only after the goodbye was played to its end", () => {
    const call = answered();
    call.model.script({ text: "Goodbye, and thank you.", toolCalls: [{ name: "end_call", input: {} }] });
    call.say("That is all thank you");
    call.until("tool.finished");
    expect(call.line.closed).toBe(false);
    const ended = call.until("call.ended");
    expect(ended.disposition).toBe("agent_ended");
    expect(call.heardMs()).toBe(GREETING_MS + lengthMs("Goodbye, and thank you."));
    expect(call.line.closed).toBe(true);
    expect(call.closing).toMatchObject({ next: { kind: "hang_up" } });
  });

  it("goes on when the caller has one more thing to say", () => {
    const call = answered();
    call.model.script({ text: "Goodbye, and thank you for your call.", toolCalls: [{ name: "end_call", input: {} }] });
    call.say("That is all thank you");
    call.until("tool.finished");
    call.pass(600);
    call.model.script("Until five.");
    call.say("wait when do you close");
    call.until("answer.ended", 3);
    call.pass(5_000);
    expect(call.heardTexts().at(-1)).toBe("Until five.");
    expect(call.closing).toBeNull();
  });

  it("ends with the caller, at once, and leaves no timer behind", () => {
    const call = speaking(1_000);
    call.line.hangUp("The call is over");
    expect(call.closing).toMatchObject({ disposition: "caller_hung_up" });
    expect(call.factsOf("call.ended")).toHaveLength(1);
    expect(LONG.startsWith(call.heardTexts().at(-1) ?? "?")).toBe(true);
    call.pass(10_000);
    expect(call.clock.pendingTimers()).toBe(0);
  });

  it("stops in mid-word when it is killed", () => {
    const call = speaking(1_000);
    call.session.kill("Too expensive");
    expect(call.line.closed).toBe(true);
    expect(call.factsOf("call.ended")).toMatchObject([{ disposition: "killed", reason: "Too expensive" }]);
  });

  it("never has more than a minute of a long answer on its way, and says it to its end", () => {
    const call = answered();
    const words = Array.from({ length: 300 }, (_, index) => `word${index}`).join(" ");
    call.model.script({ text: words, tokenEveryMs: 1 });
    call.say("Tell me everything");
    call.until("segment.final");
    let mostAheadMs = 0;
    for (let second = 0; second < 60; second += 1) {
      call.pass(1_000);
      const asked = call.textToSpeech
        .current()
        .asked.reduce((sum, one) => sum + (typeof one === "object" && "speak" in one ? one.speak.length : 0), 0);
      mostAheadMs = Math.max(mostAheadMs, lengthMs("x".repeat(asked)) - call.heardMs());
    }
    expect(call.model.runs[0]?.over).toBe(true);
    // 20 s of sound, and what the voice has been given and not said yet.
    expect(mostAheadMs).toBeLessThan(60_000);
    expect(mostAheadMs).toBeGreaterThan(15_000);
    expect(call.until("answer.ended", 2, 200_000)).toMatchObject({ heardFraction: 1 });
    expect(call.heardMs()).toBe(GREETING_MS + lengthMs(words));
  });
});
