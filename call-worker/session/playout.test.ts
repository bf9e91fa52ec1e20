import { describe, expect, it } from "vitest";

import { speechLike } from "../testing/audio-samples";
import { createFakeLine } from "../testing/fake-line";
import { createVirtualClock } from "../testing/virtual-clock";
import { createPacer } from "./pacer";
import { createPlayout } from "./playout";
import { createSpeakingRate } from "./playout-speaking-rate";

const TEXT = "We are open from nine to five on weekdays";

function setUp({ latencyMs = 0, msPerWeight = 50, timersEarlyMs = 0 } = {}) {
  const clock = createVirtualClock(0);
  const pacerClock = {
    ...clock,
    setTimer: (delayMs: number, callback: () => void) => clock.setTimer(delayMs - timersEarlyMs, callback),
  };
  const line = createFakeLine({ clock, latencyMs });
  const pacer = createPacer(pacerClock, (error) => {
    throw error;
  });
  const told: string[] = [];
  const playedAt: number[] = [];
  const playout = createPlayout({
    line,
    clock,
    pacer,
    rate: createSpeakingRate(msPerWeight),
    listener: {
      onFirstSent: (generation, at) => told.push(`${generation} first sent ${at}`),
      onFirstPlayed: (generation, at) => {
        playedAt.push(at);
        told.push(`${generation} first played`);
      },
      onProgress: () => undefined,
      onFinished: (generation, heard, confirmed) =>
        told.push(`${generation} finished ${heard.heardFraction} ${confirmed ? "confirmed" : "by clock"}`),
      onStalled: (generation, cause) => told.push(`${generation} stalled by ${cause}`),
    },
  });
  line.listen({
    onAudio: () => undefined,
    onKey: () => undefined,
    onClosed: () => undefined,
    onMark: (name) => void playout.onMark(name),
  });
  return { clock, line, pacer, playout, told, playedAt };
}

describe("playout", () => {
  it("begins at once when 50 ms are there, and not with less", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(49));
    clock.advance(200);
    expect(line.sent.length).toBe(0);
    playout.append(1, speechLike(1));
    expect(line.sent.map(({ at }) => at)).toEqual([200]);
  });

  it("keeps 200–400 ms at the far end, in messages of about 100 ms with a mark about every 200 ms", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(10_000));
    for (let i = 0; i < 480; i++) {
      clock.advance(20);
      expect(line.bufferedMs()).toBeGreaterThanOrEqual(200);
      expect(line.bufferedMs()).toBeLessThanOrEqual(400);
    }
    expect(line.sent.length).toBeLessThan(110);
    expect(line.marksSent.length).toBeGreaterThan(40);
    expect(line.marksSent.length).toBeLessThan(60);
    const positions = line.marksSent.map(({ name }) => Number(name.split(":")[1]));
    positions.forEach((position, i) => expect(position - (positions[i - 1] ?? 0)).toBeLessThanOrEqual(250));
  });

  it("names marks by answer, audio position and characters", () => {
    const { line, playout } = setUp();
    playout.begin(7);
    playout.text(7, TEXT);
    playout.append(7, speechLike(1_000));
    expect(line.marksSent[0]?.name).toBe("7:100:2");
  });

  it("survives an event loop that stands still for 200 ms without a gap at the far end", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(4_000));
    for (let i = 0; i < 9; i++) {
      clock.advance(200);
      clock.block(200);
      expect(line.bufferedMs()).toBeGreaterThan(0);
    }
  });

  it("is not put off by ticks that come a fraction of a millisecond early", () => {
    const { clock, line, pacer, playout } = setUp({ timersEarlyMs: 0.6 });
    playout.begin(1);
    playout.append(1, speechLike(5_000));
    clock.advance(4_000);
    expect(pacer.stats.latenessMs.count).toBeGreaterThan(30);
    expect(pacer.stats.latenessMs.maxMs).toBeLessThan(1);
    expect(line.bufferedMs()).toBeGreaterThan(200);
  });

  it("tells when the first sample was played, without counting what the first message lasts", () => {
    const { clock, playout, playedAt } = setUp({ latencyMs: 40 });
    clock.advance(100);
    playout.begin(1);
    playout.append(1, speechLike(2_000));
    clock.advance(1_000);
    expect(playedAt).toEqual([180]);
  });

  it("finishes when the last mark comes back, and a second mark does not finish it twice", () => {
    const { clock, playout, told } = setUp({ latencyMs: 25 });
    playout.begin(1);
    playout.append(1, speechLike(1_000));
    playout.end(1, TEXT);
    clock.advance(1_045);
    expect(told).not.toContain("1 finished 1 confirmed");
    clock.advance(10);
    expect(told.at(-1)).toBe("1 finished 1 confirmed");
    playout.onMark("1:1000:41");
    clock.advance(5_000);
    expect(told.filter((line) => line.includes("finished")).length).toBe(1);
  });

  it("finishes by the clock when marks never come back", () => {
    const { clock, line, playout, told } = setUp();
    line.loseMarks(true);
    playout.begin(1);
    playout.append(1, speechLike(1_000));
    playout.end(1, TEXT);
    clock.advance(2_960);
    expect(told).toEqual(["1 first sent 0"]);
    clock.advance(60);
    expect(told.at(-1)).toBe("1 finished 1 by clock");
    expect(playout.heard(1).heardText).toBe(TEXT);
  });

  it("knows what was heard by weighing the text once the length is known", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.text(1, TEXT);
    playout.append(1, speechLike(TEXT.length * 100));
    playout.end(1, TEXT);
    clock.advance(1_650);
    const heard = playout.clear(1);
    expect(line.clears).toEqual([1_650]);
    expect(heard.heardMs).toBeGreaterThan(1_400);
    expect(heard.heardMs).toBeLessThanOrEqual(1_650);
    expect(heard.heardText).toBe("We are open from");
    expect(heard.heardFraction).toBeCloseTo(16 / 41);
  });

  it("estimates what was heard while more is still coming", () => {
    const { clock, playout } = setUp({ msPerWeight: 50 });
    playout.begin(1);
    playout.text(1, TEXT);
    playout.append(1, speechLike(3_000));
    clock.advance(1_000);
    expect(playout.heard(1).heardText).toBe("We are open from");
  });

  it("counts at most 50 ms beyond the last mark, however long that one is overdue", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.text(1, TEXT);
    playout.append(1, speechLike(3_000));
    clock.advance(120);
    line.loseMarks(true);
    clock.advance(2_000);
    expect(playout.clear(1).heardMs).toBe(150);
  });

  it("does not take the marks a clear sends back for played", () => {
    const { clock, line, playout, told } = setUp({ latencyMs: 30 });
    playout.begin(1);
    playout.append(1, speechLike(3_000));
    playout.end(1, TEXT);
    clock.advance(400);
    const heard = playout.clear(1);
    playout.begin(2);
    clock.advance(1_000);
    expect(line.marksSent.length).toBeGreaterThan(2);
    expect(playout.heard(1)).toEqual(heard);
    expect(told.some((line) => line.includes("finished"))).toBe(false);
  });

  it("goes on exactly where a hold stopped it", () => {
    const { clock, line, playout } = setUp();
    const audio = speechLike(2_000);
    playout.begin(1);
    playout.append(1, audio);
    clock.advance(300);
    playout.hold();
    const sent = line.sent.length;
    clock.advance(1_500);
    expect(line.sent.length).toBe(sent);
    expect(line.bufferedMs()).toBe(0);
    playout.release();
    expect(line.sent.length).toBeGreaterThan(sent);
    playout.end(1, TEXT);
    clock.advance(3_000);
    expect(Buffer.compare(line.heardAudio(), audio)).toBe(0);
    expect(playout.stats.starvations).toBe(0);
  });

  it("survives a voice slower than speech, and counts how often and how long the far end was dry", () => {
    const { clock, line, playout, told } = setUp();
    playout.begin(1);
    for (let i = 0; i < 10; i++) {
      playout.append(1, speechLike(100));
      clock.advance(200);
    }
    playout.append(1, speechLike(100));
    playout.end(1, TEXT);
    clock.advance(500);
    expect(playout.stats.starvations).toBe(10);
    expect(playout.stats.starvedMs).toBeGreaterThan(800);
    expect(told).toContain("1 stalled by voice");
    expect(told.at(-1)).toBe("1 finished 1 confirmed");
    expect(line.heardAudio().length).toBe(1_100 * 8);
  });

  it("stops feeding a connection that takes nothing, loses nothing, and says so after 5 s", () => {
    const { clock, line, playout, told } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(3_000));
    line.backlogBytes = 100_000;
    clock.advance(5_000);
    const sent = line.sent.length;
    clock.advance(400);
    expect(line.sent.length).toBe(sent);
    expect(told.filter((one) => one === "1 stalled by line").length).toBe(1);
    line.backlogBytes = 0;
    playout.end(1, TEXT);
    clock.advance(4_000);
    expect(line.heardAudio().length).toBe(3_000 * 8);
  });

  it("plays answers one after the other without a gap, and finishes the first though its mark was lost", () => {
    const { clock, line, playout, told } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(400));
    playout.end(1, "One moment.");
    playout.begin(2);
    playout.append(2, speechLike(2_000));
    clock.advance(350);
    line.loseMarks(true);
    clock.advance(100);
    line.loseMarks(false);
    clock.advance(400);
    expect(line.bufferedMs()).toBeGreaterThan(200);
    expect(told.filter((one) => one.includes("finished"))).toEqual(["1 finished 1 confirmed"]);
  });

  it("clears every answer the far end may hold, but sends no clear for one that is over", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(100));
    playout.end(1, "Yes.");
    clock.advance(500);
    playout.begin(2);
    playout.append(2, speechLike(100));
    playout.begin(3);
    playout.append(3, speechLike(1_000));
    expect(playout.clear(1).heardText).toBe("Yes.");
    expect(line.clears.length).toBe(0);
    playout.clear(2);
    expect(line.clears.length).toBe(1);
    expect(playout.append(3, speechLike(100))).toBe(false);
  });

  it("plays the next answer after a clear though a hold came when the one before was over", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.end(1, "");
    clock.advance(1);
    playout.hold();
    playout.clear(1);
    playout.begin(2);
    playout.append(2, speechLike(50));
    expect(line.sent.length).toBe(1);
  });

  it("plays the next answer at once after a clear, with its full lead", () => {
    const { clock, line, playout } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(5_000));
    clock.advance(1_000);
    playout.clear(1);
    playout.begin(2);
    playout.append(2, speechLike(5_000));
    expect(line.sent.at(-1)?.at).toBe(1_000);
    expect(line.bufferedMs()).toBe(350);
  });

  it("drops audio of unknown, old and repeated answers at the door", () => {
    const { line, playout } = setUp();
    expect(playout.append(1, speechLike(100))).toBe(false);
    expect(playout.begin(2)).toBe(true);
    expect(playout.begin(2)).toBe(false);
    expect(playout.begin(1)).toBe(false);
    expect(playout.append(1, speechLike(100))).toBe(false);
    expect(line.sent.length).toBe(0);
  });

  it("does not claim the text of an answer whose voice broke off", () => {
    const { clock, playout, told } = setUp({ msPerWeight: 50 });
    playout.begin(1);
    playout.append(1, speechLike(1_000));
    playout.end(1, TEXT, false);
    clock.advance(1_500);
    expect(playout.heard(1).heardText).toBe("We are open from");
    playout.begin(2);
    playout.end(2, TEXT, false);
    clock.advance(500);
    expect(playout.heard(2).heardText).toBe("");
    expect(told.at(-1)).toBe("2 finished 0 confirmed");
  });

  it("says how much is still to be heard, and leaves nothing running at the end", () => {
    const { clock, pacer, playout } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(5_000));
    clock.advance(1_000);
    expect(playout.bufferedAheadMs()).toBe(4_000);
    expect(playout.audible()).toBe(true);
    playout.end(1, TEXT);
    clock.advance(4_200);
    expect(playout.audible()).toBe(false);
    expect(pacer.stats.members).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  it("says nothing and sends nothing after close", () => {
    const { clock, line, playout, told } = setUp();
    playout.begin(1);
    playout.append(1, speechLike(5_000));
    playout.close();
    const sent = line.sent.length;
    clock.advance(6_000);
    expect(playout.append(1, speechLike(100))).toBe(false);
    expect(line.sent.length).toBe(sent);
    expect(told).toEqual(["1 first sent 0"]);
  });

  it("leaves marks of others to others", () => {
    const { playout } = setUp();
    expect(playout.onMark("goodbye")).toBe(false);
    expect(playout.onMark("9:100:3")).toBe(true);
  });
});
