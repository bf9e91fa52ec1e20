import { describe, expect, it } from "vitest";
import { DeferredLine } from "./deferred-line";

describe("a line whose call is still being looked up", () => {
  it("keeps what was heard, though the line uses its buffer again for the next frame and for other calls", () => {
    const line = new DeferredLine();
    const scratch = Buffer.alloc(160);
    for (const byte of [1, 2, 3]) line.onAudio(scratch.fill(byte));
    scratch.fill(9);
    const heard: number[] = [];
    const nothing = () => undefined;
    line.connect({
      onAudio: (mulaw) => heard.push(mulaw[0] ?? 0, mulaw.length),
      onMark: nothing,
      onKey: nothing,
      onClosed: nothing,
    });
    expect(heard).toEqual([1, 160, 2, 160, 3, 160]);
  });
});
