import { expect, test } from "vitest";
import type { FrameClock } from "./frame-clock";
import { SupervisorEnd } from "./supervisor-end";

/** An end whose beat and network are the test's. */
function end() {
  let beat: (nowMs: number) => void = () => undefined;
  const clock: FrameClock = {
    add(onFrame) {
      beat = onFrame;
      return () => undefined;
    },
  };
  const frames: Uint8Array[] = [];
  let untaken = 0;
  const channel = {
    sendFrame: (mulaw: Uint8Array) => void frames.push(mulaw.slice()),
    sendText: () => undefined,
    bufferedBytes: () => untaken,
    close: () => undefined,
  };
  const supervisor = new SupervisorEnd({ channel, clock, now: () => 0 });
  const heard = () => frames.map((frame) => frame[0]).filter((byte) => byte !== 0xff);
  return { supervisor, heard, beat: () => beat(0), stall: (bytes: number) => void (untaken = bytes) };
}
const frame = (code: number) => new Uint8Array(160).fill(code);

test("sound goes out frame by frame, and what would be late after a standstill is left out", () => {
  const { supervisor, heard, beat } = end();
  for (let code = 0; code < 50; code++) supervisor.play(frame(code)); // a second of it in a burst
  for (let i = 0; i < 60; i++) beat();
  expect(heard()).toEqual([0, 1, 2, 3]);
  supervisor.play(frame(77));
  beat();
  expect(heard().at(-1)).toBe(77);
});

test("a network that does not keep up is given no more", () => {
  const { supervisor, heard, beat, stall } = end();
  stall(8_000);
  supervisor.play(frame(1));
  beat();
  stall(0);
  supervisor.play(frame(2));
  beat();
  expect(heard()).toEqual([2]);
});
