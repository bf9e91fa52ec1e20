import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { ManualClock } from "../controls/clock";
import type { Fault } from "../stand-in";
import { limitAnswer } from "./answer";
import { answerEvents, metadataEvent } from "./stream-events";
import { writeStream } from "./stream-writer";

/** Keeps what is written and when the stream ended, by the clock of the test. */
class Recorder extends EventEmitter {
  readonly writtenAtMs: number[] = [];
  ended = false;
  constructor(private readonly clock: ManualClock) {
    super();
  }
  writeHead() {}
  flushHeaders() {}
  cork() {}
  uncork() {}
  write() {
    this.writtenAtMs.push(this.clock.nowMs());
  }
  end() {
    this.ended = true;
  }
}

function stream(fault?: Fault) {
  const clock = new ManualClock(0);
  const recorder = new Recorder(clock);
  let cuts = 0;
  const { blocks, ...rest } = limitAnswer([{ kind: "text", text: "one two three four" }], {
    maxTokens: 100,
    stopSequences: [],
  });
  writeStream(
    recorder as unknown as ServerResponse,
    {
      events: answerEvents({ blocks, ...rest }),
      last: (latencyMs) => metadataEvent({}, latencyMs),
      firstTokenMs: 300,
      betweenTokensMs: () => 20,
      fault,
      cut: () => cuts++,
      random: () => 0,
    },
    clock,
  );
  return { clock, recorder, cuts: () => cuts };
}

it("is silent until the first token, then gives one word after the other, then its end", () => {
  const { clock, recorder } = stream();
  clock.advance(299);
  expect(recorder.writtenAtMs).toEqual([]);
  clock.advance(1);
  expect(recorder.writtenAtMs).toEqual([300]);
  clock.advance(100);
  // messageStart, four words, contentBlockStop, messageStop, metadata
  expect(recorder.writtenAtMs).toEqual([300, 320, 340, 360, 380, 380, 380, 380]);
  expect(recorder.ended).toBe(true);
});

it("writes nothing more once the client is gone", () => {
  const { clock, recorder } = stream();
  clock.advance(325);
  recorder.emit("close");
  clock.advance(10_000);
  expect(recorder.writtenAtMs).toEqual([300, 320]);
});

it("drops in mid-answer at its time, never after the answer's end", () => {
  const { clock, recorder, cuts } = stream({ vendor: "bedrock", operation: "*", kind: "drop", afterMs: 5_000 });
  clock.advance(4_999);
  expect(recorder.writtenAtMs).toHaveLength(4);
  expect(cuts()).toBe(0);
  clock.advance(1);
  expect(cuts()).toBe(1);
  expect(recorder.ended).toBe(false);
});

it("stalls in mid-answer and stays open", () => {
  const { clock, recorder, cuts } = stream({ vendor: "bedrock", operation: "*", kind: "stall", afterMs: 310 });
  clock.advance(100_000);
  expect(recorder.writtenAtMs).toEqual([300]);
  expect(recorder.ended).toBe(false);
  expect(cuts()).toBe(0);
});
