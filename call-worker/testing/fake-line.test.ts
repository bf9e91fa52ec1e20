import { describe, expect, it } from "vitest";

import { speechLike } from "./audio-samples";
import { createFakeLine } from "./fake-line";
import { createVirtualClock } from "./virtual-clock";

function setUp(latencyMs: number) {
  const clock = createVirtualClock(0);
  const line = createFakeLine({ clock, latencyMs });
  const got: string[] = [];
  line.listen({
    onAudio: (mulaw) => got.push(`audio ${mulaw.length}@${clock.now()}`),
    onMark: (name) => got.push(`mark ${name}@${clock.now()}`),
    onKey: (digit) => got.push(`key ${digit}`),
    onClosed: (reason, callOver) => got.push(`closed ${reason} ${callOver}`),
  });
  return { clock, line, got };
}

describe("the fake line", () => {
  it("returns a mark when what was sent before it has been played, at once when nothing is left to play", () => {
    const { clock, line, got } = setUp(0);
    line.sendMark("early");
    line.sendAudio(speechLike(100));
    line.sendMark("a");
    line.sendAudio(speechLike(50));
    line.sendMark("b");
    clock.advance(200);
    expect(got).toEqual(["mark early@0", "mark a@100", "mark b@150"]);
  });

  it("takes its time each way", () => {
    const { clock, line, got } = setUp(40);
    line.sendAudio(speechLike(100));
    line.sendMark("a");
    clock.advance(90);
    expect(line.playedBytes()).toBe(50 * 8);
    clock.advance(200);
    expect(got).toEqual(["mark a@180"]);
  });

  it("forgets what it has not played on clear and sends all marks back", () => {
    const { clock, line, got } = setUp(0);
    const audio = speechLike(300);
    line.sendAudio(audio);
    line.sendMark("a");
    line.sendAudio(speechLike(300));
    line.sendMark("b");
    clock.advance(120);
    line.clear();
    line.sendAudio(speechLike(40));
    line.sendMark("c");
    clock.advance(1_000);
    expect(got).toEqual(["mark a@120", "mark b@120", "mark c@160"]);
    expect(Buffer.compare(line.heardAudio().subarray(0, 960), audio.subarray(0, 960))).toBe(0);
    expect(line.heardAudio().length).toBe(160 * 8);
  });

  it("talks a frame every 20 ms until the far end hangs up", () => {
    const { clock, line, got } = setUp(0);
    line.talk(speechLike(100));
    clock.advance(50);
    line.hangUp("hung up");
    line.sendAudio(speechLike(100));
    clock.advance(500);
    expect(got).toEqual(["audio 160@0", "audio 160@20", "audio 160@40", "closed hung up call_ended"]);
    expect(line.sent.length).toBe(0);
  });
});
