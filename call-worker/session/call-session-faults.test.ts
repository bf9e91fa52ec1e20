import { describe, expect, it } from "vitest";
import { phrasesFor } from "@/lib/domain/conversation/phrases";
import { speechLike } from "../testing/audio-samples";
import { createFakeLine } from "../testing/fake-line";
import { simulateCall, type CallScript, type SimulatedCall } from "../testing/simulate-call";

const PHRASES = phrasesFor("en");
const GREETING_MS = 400;
const ANSWER = "We are open on weekdays from nine in the morning until five in the afternoon.";
const lengthMs = (text: string): number => Math.round((text.length / 15) * 1_000);

function answered(script: CallScript = {}): SimulatedCall {
  const call = simulateCall(script).connect();
  call.until("answer.ended");
  return call.pass(1_000);
}

/** The caller has asked, and the agent is `afterMs` into its answer. */
function answering(afterMs: number): SimulatedCall {
  const call = answered();
  call.model.script(ANSWER);
  call.say("When are you open");
  call.until("answer.written", 2);
  while (call.heardMs() < GREETING_MS + afterMs) call.pass(1);
  return call;
}

describe("a model that does not answer", () => {
  it.each([null, 200])("is heard after the filler when its answer comes late (asked ahead: %s ms)", (endingAfterMs) => {
    const call = answered();
    call.model.script({ text: "We are open until five.", ttftMs: 2_200 });
    call.say("When are you open today", { endingAfterMs, endedAfterMs: 500 });
    call.until("answer.ended", 3);
    expect(call.heardTexts()).toEqual(["Hello.", expect.any(String), "We are open until five."]);
  });

  it("is covered by a filler, replaced by another, and apologised for in the end", () => {
    const call = answered();
    call.model.answerWith(() => ({ hangs: true }));
    call.say("When are you open", { endingAfterMs: null });
    const askedAt = call.until("segment.final").atMs;
    expect(call.until("answer.written", 2)).toMatchObject({ kind: "filler", atMs: askedAt + 1_200 });
    expect(call.until("model.chosen", 2)).toMatchObject({ model: "standard", atMs: askedAt + 3_000 });
    const apology = call.until("answer.written", 3);
    expect(apology).toMatchObject({ kind: "apology", text: PHRASES.apologyAndEnd, atMs: askedAt + 8_000 });
    expect(call.until("call.ended").disposition).toBe("failed");
    expect(call.heardTexts().at(-1)).toBe(PHRASES.apologyAndEnd);
    expect(call.line.closed).toBe(true);
  });

  it("hands the caller to a person where there is one", () => {
    const call = answered({ settings: { fallbackNumber: "+14155550199" } });
    call.model.answerWith(() => ({ failed: { message: "throttled", retryable: true } }));
    call.say("When are you open");
    call.until("call.ended");
    expect(call.heardTexts().at(-1)).toBe(PHRASES.apologyAndHuman);
    expect(call.closing).toMatchObject({ disposition: "transferred", next: { kind: "dial", to: "+14155550199" } });
  });

  it("costs only a moment when the other one answers", () => {
    const call = answered();
    call.model.script({ failed: { message: "throttled", retryable: true } }, ANSWER);
    call.say("When are you open", { endingAfterMs: null });
    call.until("answer.ended", 2);
    expect(call.model.runs.map(({ request }) => request.model)).toEqual(["fast-model", "standard-model"]);
    expect(call.heardTexts().at(-1)).toBe(ANSWER);
  });

  it("asks the caller to say it again when it breaks off in the middle of a sentence", () => {
    const call = answered();
    call.model.script({ text: "We are open on", failed: { message: "stream broke", retryable: true } });
    call.say("When are you open", { endingAfterMs: null });
    call.until("answer.ended", 3);
    expect(call.heardTexts().slice(1)).toEqual(["We are open on", PHRASES.lostThread]);
    expect(call.closing).toBeNull();
  });
});

describe("a voice that is lost", () => {
  it("goes on with a new connection where it stopped; nothing is said twice", () => {
    const call = answering(500);
    call.textToSpeech.current().lose();
    const answer = call.until("answer.ended", 2);
    expect(answer).toMatchObject({ heardFraction: 1, heardText: ANSWER });
    expect(call.textToSpeech.streams).toHaveLength(2);
    const wholeMs = lengthMs(ANSWER);
    // The word in which it broke off may be said again.
    expect(call.heardMs() - GREETING_MS).toBeGreaterThan(wholeMs - 1_000);
    expect(call.heardMs() - GREETING_MS).toBeLessThan(wholeMs + 1_000);
  });

  it("leaves the apology to the carrier when it does not come back", () => {
    const call = answered();
    call.textToSpeech.current().lose();
    call.textToSpeech.refuse(100);
    call.model.script(ANSWER);
    call.say("When are you open");
    call.until("call.ended");
    expect(call.closing).toMatchObject({
      disposition: "failed",
      next: { kind: "say", text: PHRASES.apologyAndEnd },
    });
    expect(call.factsOf("vendor.failed")).toMatchObject([{ part: "speaking" }]);
  });
});

describe("a recogniser that is lost", () => {
  it("hears the turn again from its start, and the caller is answered once", () => {
    const call = answered();
    const first = call.speechToText.current();
    call.model.script(ANSWER);
    call.say("When are you open", { endingAfterMs: null });
    call.pass(700);
    first.lose();
    call.until("answer.ended", 2);
    const second = call.speechToText.current();
    expect(second).not.toBe(first);
    const voice = speechLike(4 * 360);
    const heardAgain = Buffer.concat(second.chunks.map(({ mulaw }) => mulaw));
    expect(heardAgain.indexOf(Buffer.from(voice))).toBeGreaterThanOrEqual(0);
    expect(call.factsOf("segment.final")).toHaveLength(1);
    expect(call.heardTexts().at(-1)).toBe(ANSWER);
  });

  it("ends in an apology when it does not come back", () => {
    const call = answered();
    call.speechToText.refuse(100);
    call.speechToText.current().lose();
    call.until("call.ended");
    expect(call.heardTexts().at(-1)).toBe(PHRASES.apologyAndEnd);
    expect(call.factsOf("vendor.failed")).toMatchObject([{ part: "listening" }]);
  });
});

describe("a line that is lost", () => {
  it("is waited for, and the call goes on where it was", () => {
    const call = answering(1_000);
    call.line.hangUp("connection reset", "lost");
    expect(call.closing).toBeNull();
    const heard = call.heardTexts().at(-1) ?? "";
    expect(heard).not.toBe("");
    expect(ANSWER.startsWith(heard)).toBe(true);
    call.pass(5_000).connect(true);
    call.until("answer.ended", 4);
    // The sentence that was cut off is said from its beginning.
    expect(call.heardTexts().slice(2)).toEqual([PHRASES.resumed, ANSWER]);
    call.model.script("Yes, until five.");
    call.say("Until when did you say");
    call.until("answer.ended", 5);
    expect(call.lastAsked()).toEqual([
      "user: (The call is connected.)",
      "assistant: Hello.",
      "user: When are you open",
      `assistant: ${heard}`,
      `assistant: ${ANSWER}`,
      "user: Until when did you say",
    ]);
    expect(call.factsOf("line.connected").map(({ resumed }) => resumed)).toEqual([false, true]);
  });

  it("answers the question that it lost with the line", () => {
    const call = answered();
    call.model.script({ hangs: true }, ANSWER);
    call.say("When are you open", { endingAfterMs: null });
    call.until("segment.final");
    call.line.hangUp("connection reset", "lost");
    call.pass(2_000).connect(true);
    call.until("answer.ended", 3);
    expect(call.heardTexts().slice(1)).toEqual([PHRASES.resumed, ANSWER]);
  });

  it("is given up after 15 s", () => {
    const call = answered();
    call.line.hangUp("connection reset", "lost");
    const lostAt = call.nowMs;
    expect(call.until("call.ended")).toMatchObject({ disposition: "caller_hung_up", atMs: lostAt + 15_000 });
    call.pass(2_000);
    expect(call.clock.pendingTimers()).toBe(0);
  });

  it("gives way to a newer connection of the same call", () => {
    const call = answering(1_000);
    const old = call.line;
    call.connect(true);
    expect(old.closed).toBe(true);
    call.until("answer.ended", 3);
    expect(call.heardTexts().at(-1)).toBe(PHRASES.resumed);
    expect(call.closing).toBeNull();
  });

  it("ends the call when it does not speak the protocol", () => {
    const call = answering(500);
    call.line.hangUp("a message of 70 KB", "violated");
    expect(call.factsOf("call.ended")).toMatchObject([{ disposition: "failed" }]);
    expect(call.factsOf("vendor.failed")).toMatchObject([{ part: "line", message: "a message of 70 KB" }]);
  });
});

describe("a call that another worker began", () => {
  it("knows what was said, answers what was asked, and never reuses a turn's name", () => {
    const call = simulateCall({
      epoch: 1,
      elapsedMs: 30_000,
      history: [
        { role: "agent", generation: 1, text: "Hello.", tools: [] },
        { role: "caller", turnId: "c1", text: "When are you open" },
      ],
    });
    call.model.script(ANSWER);
    call.connect(true);
    const answer = call.until("answer.ended", 2);
    expect(call.heardTexts()).toEqual([PHRASES.resumed, ANSWER]);
    expect(answer.startMs).toBeGreaterThan(30_000);
    expect(call.events[0]?.seq).toBe(1_000_001);
    const names = call.factsOf("answer.ended").map(({ turnId }) => Number(turnId.slice(1)));
    expect(names.every((generation) => generation > 100_000)).toBe(true);
  });

  it("is handed over with exactly what was heard, and ends only with its new owner", () => {
    const call = answering(2_000);
    const { history } = call.session.handOver();
    expect(call.line.closed).toBe(true);
    const last = history.at(-1);
    expect(last).toMatchObject({ role: "agent", text: call.heardTexts().at(-1) });
    expect(ANSWER.startsWith(last?.text ?? "?")).toBe(true);
    expect(call.factsOf("call.ended")).toEqual([]);
    call.pass(60_000);
    expect(call.clock.pendingTimers()).toBe(0);
  });
});

describe("a line that carries nothing any more", () => {
  it("is given up once an answer is not confirmed either, so that the carrier connects another", () => {
    const call = simulateCall();
    const dead = createFakeLine({ clock: call.clock });
    dead.loseMarks(true);
    call.session.attachLine((listener) => {
      dead.listen(listener);
      return dead;
    }, false);
    call.pass(9_000);
    expect(dead.closed).toBe(false);
    call.pass(16_000);
    expect(dead.closed).toBe(true);
    expect(call.factsOf("line.closed")).toMatchObject([{ reason: "nothing came over the line for 10 s" }]);
    expect(call.closing).toBeNull();
    call.connect(true);
    call.until("answer.ended", 3);
    expect(call.heardTexts().at(-1)).toBe("Hello.");
  });

  it("is kept while its audio comes, though it confirms nothing", () => {
    const call = simulateCall();
    call.line.loseMarks(true);
    call.connect();
    call.pass(25_000);
    expect(call.factsOf("line.closed")).toEqual([]);
  });
});
