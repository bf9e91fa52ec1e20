import { expect, test } from "vitest";
import { noise } from "../testing/audio-samples";
import { createFakeLine } from "../testing/fake-line";
import { createVirtualClock } from "../testing/virtual-clock";
import { createPacer } from "./pacer";
import { CallSound } from "./sound";

const FRAME_MS = 20;
const FRAME_BYTES = 160;

/** A call's sound in virtual time, and a listener who writes down what is heard, with the time of each beat. */
function bench() {
  const clock = createVirtualClock(0);
  const errors: unknown[] = [];
  const pacer = createPacer(clock, (error) => errors.push(error));
  const sound = new CallSound(clock, pacer);
  const far = createFakeLine({ clock });
  const line = sound.tapped(far);
  const beats: { at: number; caller: Uint8Array | null; agent: Uint8Array | null }[] = [];
  const listen = () =>
    sound.listen((caller, agent) =>
      beats.push({ at: clock.now(), caller: caller && caller.slice(), agent: agent && agent.slice() }),
    );
  const side = (who: "caller" | "agent") =>
    Buffer.concat(beats.map((beat) => beat[who] ?? new Uint8Array(FRAME_BYTES).fill(0xff)));
  /** When the sound of `piece` is heard by the listener, from its first sample to its last; -1: not in one piece. */
  const heardAt = (who: "caller" | "agent", piece: Uint8Array) => {
    const at = side(who).indexOf(Buffer.from(piece));
    // The frame that a beat brings is of the 20 ms after it: it is played as it comes.
    return at < 0 ? -1 : (beats[0]?.at ?? 0) + at / 8;
  };
  return { clock, pacer, sound, far, line, beats, listen, side, heardAt, errors };
}

/** What the caller says: a frame every 20 ms, as evenly as `jitterMs` lets them come. */
function speak(
  { clock, sound }: ReturnType<typeof bench>,
  mulaw: Uint8Array,
  jitterMs: (frame: number) => number = () => 0,
) {
  for (let i = 0; i * FRAME_BYTES < mulaw.length; i++) {
    const frame = mulaw.slice(i * FRAME_BYTES, (i + 1) * FRAME_BYTES);
    clock.setTimer(i * FRAME_MS + jitterMs(i), () => sound.said(frame));
  }
}

test("what the caller says is heard whole and less than 300 ms later, by its samples", () => {
  const call = bench();
  call.listen();
  call.clock.advance(500);
  const said = noise(1_000, 8_000, 7);
  const begunAt = call.clock.now();
  speak(call, said);
  call.clock.advance(2_000);
  const delay = call.heardAt("caller", said) - begunAt;
  expect(delay).toBeGreaterThanOrEqual(0);
  // A browser's jitter buffer and the way there come on top.
  expect(delay).toBeLessThanOrEqual(80);
});

test("frames that come unevenly are heard evenly, none lost and none torn", () => {
  const call = bench();
  call.listen();
  call.clock.advance(500);
  const said = noise(2_000, 8_000, 3);
  const begunAt = call.clock.now();
  speak(call, said, (frame) => [0, 13, 37, 5, 29][frame % 5] ?? 0);
  call.clock.advance(4_000);
  expect(call.heardAt("caller", said) - begunAt).toBeLessThan(150);
});

test("the agent is heard when the caller hears it, though it was sent long before", () => {
  const call = bench();
  call.listen();
  call.clock.advance(500);
  const spoken = noise(1_200, 8_000, 5);
  const sentAt = call.clock.now();
  // 350 ms at once, then topped up, as the playout does.
  call.line.sendAudio(spoken.subarray(0, 2_800));
  call.clock.advance(100);
  call.line.sendAudio(spoken.subarray(2_800));
  call.clock.advance(3_000);
  expect(Buffer.from(call.far.heardAudio()).equals(Buffer.from(spoken))).toBe(true);
  const delay = call.heardAt("agent", spoken) - sentAt;
  expect(delay).toBeGreaterThanOrEqual(0);
  expect(delay).toBeLessThanOrEqual(80);
});

test("both sides are as far apart as the caller hears them, to the sample", () => {
  const call = bench();
  call.listen();
  call.clock.advance(500);
  const answer = noise(600, 8_000, 5);
  const word = noise(200, 8_000, 9);
  call.line.sendAudio(answer); // heard over there from 500 to 1,100
  call.clock.advance(300);
  speak(call, word); // said from 800 on
  call.clock.advance(2_000);
  expect(call.heardAt("caller", word) - call.heardAt("agent", answer)).toBe(300);
});

test("what was cleared over there before it was heard is not heard here either", () => {
  const call = bench();
  call.listen();
  call.clock.advance(500);
  call.line.sendAudio(noise(400, 8_000, 5));
  call.clock.advance(130);
  call.line.clear();
  call.clock.advance(50);
  const next = noise(200, 8_000, 11);
  call.line.sendAudio(next);
  call.clock.advance(2_000);
  const heard = call.side("agent").filter((byte) => byte !== 0xff);
  const truth = Buffer.from(call.far.heardAudio()).filter((byte) => byte !== 0xff);
  expect(Buffer.compare(heard, truth)).toBe(0);
  expect(call.heardAt("agent", next)).toBeGreaterThan(0);
});

test("who comes in the middle of an answer hears its rest in its time", () => {
  const call = bench();
  call.clock.advance(500);
  call.line.sendAudio(noise(300, 8_000, 5)); // nobody listens yet
  call.clock.advance(100);
  call.listen();
  const rest = noise(200, 8_000, 6);
  call.line.sendAudio(rest); // behind the 200 ms that are still to be played
  call.clock.advance(2_000);
  const delay = call.heardAt("agent", rest) - 800;
  expect(delay).toBeGreaterThanOrEqual(0);
  expect(delay).toBeLessThanOrEqual(80);
});

test("after a standstill of the network or of us nobody lags behind for ever", () => {
  const call = bench();
  call.listen();
  call.clock.advance(500);
  for (let i = 0; i < 50; i++) call.sound.said(noise(FRAME_MS, 8_000, 1 + i)); // a second of it in a heap
  call.clock.advance(500);
  call.clock.block(700);
  call.clock.advance(100);
  const said = noise(400, 8_000, 77);
  const begunAt = call.clock.now();
  speak(call, said);
  call.clock.advance(1_500);
  // What is heard counts from the beats, of which some were left out: the one that brought it says when.
  const frames = Array.from({ length: 20 }, (_, i) =>
    Buffer.from(said.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES)),
  );
  const last = call.beats
    .filter(({ caller }) => caller && frames.at(-1)?.includes(Buffer.from(caller.subarray(0, 40))))
    .at(-1);
  expect(last).toBeDefined();
  expect((last?.at ?? Infinity) - (begunAt + 380)).toBeLessThan(200);
});

test("there is neither beat nor timer while nobody listens, and none is left behind", () => {
  const call = bench();
  speak(call, noise(200, 8_000));
  call.line.sendAudio(noise(200, 8_000));
  call.clock.advance(1_000);
  expect([call.pacer.stats.members, call.clock.pendingTimers(), call.beats.length]).toEqual([0, 0, 0]);
  const stops = [call.listen(), call.listen()];
  call.clock.advance(200);
  expect(call.beats.length).toBe(20);
  stops.forEach((stop) => stop());
  call.clock.advance(1_000);
  expect([call.pacer.stats.members, call.clock.pendingTimers(), call.beats.length]).toEqual([0, 0, 20]);
  call.listen();
  call.sound.close();
  call.clock.advance(1_000);
  expect([call.pacer.stats.members, call.clock.pendingTimers(), call.beats.length]).toEqual([0, 0, 20]);
  expect(call.errors).toEqual([]);
});
