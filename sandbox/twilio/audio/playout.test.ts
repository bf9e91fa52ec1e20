import { describe, expect, it } from "vitest";
import { FRAME_BYTES, SILENCE_FRAME } from "./frames";
import { Playout } from "./playout";

function marked(playout: Playout, returned: string[], name: string): void {
  playout.mark((played) => returned.push(`${name} ${played ? "played" : "cleared"}`));
}

describe("the playout clock", () => {
  it("plays audio of any size in frames of 20 ms, the last one padded with silence", () => {
    const playout = new Playout();
    playout.push(Buffer.alloc(100, 1));
    playout.push(Buffer.alloc(250, 2));
    expect([...playout.pull()]).toEqual([...Buffer.alloc(100, 1), ...Buffer.alloc(60, 2)]);
    expect([...playout.pull()]).toEqual([...Buffer.alloc(160, 2)]);
    expect([...playout.pull()]).toEqual([...Buffer.alloc(30, 2), ...Buffer.alloc(130, 0xff)]);
    expect(playout.pull()).toBe(SILENCE_FRAME);
  });

  it("returns a mark when the audio before it has been played, and not earlier", () => {
    const playout = new Playout();
    const returned: string[] = [];
    playout.push(Buffer.alloc(FRAME_BYTES * 2, 1));
    marked(playout, returned, "a");
    playout.push(Buffer.alloc(FRAME_BYTES, 2));
    marked(playout, returned, "b");
    playout.pull();
    expect(returned).toEqual([]);
    playout.pull();
    expect(returned).toEqual(["a played"]);
    playout.pull();
    expect(returned).toEqual(["a played", "b played"]);
  });

  it("returns a mark at once when nothing is waiting", () => {
    const returned: string[] = [];
    marked(new Playout(), returned, "now");
    expect(returned).toEqual(["now played"]);
  });

  it("returns every pending mark at once, in order, when it is cleared, and plays nothing of what was waiting", () => {
    const playout = new Playout();
    const returned: string[] = [];
    playout.push(Buffer.alloc(8_000, 1));
    marked(playout, returned, "a");
    playout.push(Buffer.alloc(8_000, 1));
    marked(playout, returned, "b");
    playout.pull();
    playout.clear();
    expect(returned).toEqual(["a cleared", "b cleared"]);
    expect(playout.pendingBytes).toBe(0);
    expect(playout.pull()).toBe(SILENCE_FRAME);
  });

  it("counts marks from the new audio after a clear", () => {
    const playout = new Playout();
    const returned: string[] = [];
    playout.push(Buffer.alloc(800, 1));
    playout.pull();
    playout.clear();
    playout.push(Buffer.alloc(FRAME_BYTES, 2));
    marked(playout, returned, "new");
    expect(returned).toEqual([]);
    expect(playout.pull()[0]).toBe(2);
    expect(returned).toEqual(["new played"]);
  });
});
