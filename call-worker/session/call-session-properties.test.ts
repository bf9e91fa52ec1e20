import fc from "fast-check";
import { expect, it } from "vitest";
import { simulateCall, type SimulatedCall } from "../testing/simulate-call";

type Action = { afterMs: number; act: (call: SimulatedCall) => void; name: string };

const action = (name: string, act: (call: SimulatedCall) => void) =>
  fc.record({ afterMs: fc.integer({ min: 0, max: 4_000 }), act: fc.constant(act), name: fc.constant(name) });

/** What callers, vendors and lines do, at any moment and in any order. */
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  action("asks", (call) => void call.say("When are you open today")),
  action("interrupts", (call) => void call.say("wait a minute please")),
  action("agrees", (call) => void call.say("mm-hm")),
  action("coughs", (call) => call.speechToText.current().emit({ kind: "turn.started", turn: 90, text: "" })),
  action("presses a key", (call) => call.line.pressKey("5")),
  action("model fails", (call) => call.model.script({ text: "Well", failed: { message: "x", retryable: true } })),
  action("model hangs", (call) => call.model.script({ hangs: true })),
  action("model looks up", (call) =>
    call.model.script({ text: "One moment.", toolCalls: [{ name: "get_opening_hours", input: {} }] }),
  ),
  action("model says goodbye", (call) =>
    call.model.script({ text: "Goodbye then.", toolCalls: [{ name: "end_call", input: {} }] }),
  ),
  action("voice is lost", (call) => call.textToSpeech.streams.at(-1)?.lose()),
  action("recogniser is lost", (call) => call.speechToText.streams.at(-1)?.lose()),
  action("line is lost", (call) => {
    call.line.hangUp("connection reset", "lost");
    call.pass(1_000);
    if (!call.closing) call.connect(true);
  }),
  action("marks are lost", (call) => call.line.loseMarks(true)),
  action("marks return", (call) => call.line.loseMarks(false)),
);

it("whatever happens in whatever order, a call ends once, tells what was heard and lets go of everything", () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 14 }), fc.integer({ min: 0, max: 120 }), (actions, latencyMs) => {
      const call = simulateCall({ latencyMs }).connect();
      call.model.answerWith(() => "We are open on weekdays from nine in the morning until five in the afternoon.");
      for (const { afterMs, act } of actions) {
        call.pass(afterMs);
        if (!call.closing) act(call);
      }
      call.pass(2_000);
      call.line.hangUp("The call is over");
      call.pass(30_000);

      expect(call.errors).toEqual([]);
      expect(call.closing).not.toBeNull();
      expect(call.factsOf("call.ended")).toHaveLength(1);
      expect(call.events.at(-1)?.body.type).toBe("call.ended");
      expect(call.events.map(({ seq }) => seq)).toEqual(call.events.map((_, index) => index + 1));
      const segments = [...call.factsOf("answer.ended"), ...call.factsOf("segment.final")].map(
        (fact) => fact.segmentId,
      );
      expect(new Set(segments).size).toBe(segments.length);
      for (const { text, heardText, heardFraction } of call.factsOf("answer.ended")) {
        expect(text.startsWith(heardText)).toBe(true);
        expect(heardFraction).toBeGreaterThanOrEqual(0);
        expect(heardFraction).toBeLessThanOrEqual(1);
      }
      const written = call.factsOf("answer.written").map(({ turnId }) => turnId);
      expect(call.factsOf("answer.ended").map(({ turnId }) => turnId)).toEqual(written);
      expect(call.line.closed).toBe(true);
      expect(call.clock.pendingTimers()).toBe(0);
    }),
    { numRuns: 150 },
  );
});
