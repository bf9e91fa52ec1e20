import { describe, expect, it } from "vitest";
import { ManualClock } from "./clock";
import { ControlsImplementation } from "./controls";
import { RequestLog } from "./request-log";

function draws(controls: ControlsImplementation, what: string, count = 4_000): number[] {
  return Array.from({ length: count }, () => controls.latencyMs("bedrock", what)).sort((a, b) => a - b);
}

describe("latency", () => {
  it("is zero unless a profile is set", () => {
    const controls = new ControlsImplementation();
    expect(controls.latencyMs("bedrock", "first-token:haiku")).toBe(0);
  });

  it("of the published profile has the published median and 95th percentile", () => {
    const sorted = draws(new ControlsImplementation({ latencyProfile: "published" }), "first-token:haiku");
    expect(sorted[2_000]).toBeGreaterThan(637 * 0.95);
    expect(sorted[2_000]).toBeLessThan(637 * 1.05);
    expect(sorted[3_800]).toBeGreaterThan(1_615 * 0.9);
    expect(sorted[3_800]).toBeLessThan(1_615 * 1.1);
  });

  it("has Flux's and Aura's published figures", () => {
    const controls = new ControlsImplementation({ latencyProfile: "published" });
    expect(controls.latencyMs("deepgram", "flux-end-of-turn")).toBe(260);
    expect(controls.latencyMs("deepgram", "speak-first-audio")).toBe(313);
  });

  it("can be laid over a profile, for one operation or all of a kind", () => {
    const controls = new ControlsImplementation({ latencyProfile: "published" });
    controls.overrideLatency({ bedrock: { "first-token": { kind: "fixed", p50Ms: 42 } } });
    expect(controls.latencyMs("bedrock", "first-token:sonnet")).toBe(42);
    expect(controls.latencyMs("deepgram", "flux-end-of-turn")).toBe(260);
    controls.setLatencyProfile("zero");
    expect(controls.latencyMs("bedrock", "first-token:sonnet")).toBe(0);
  });
});

describe("randomness", () => {
  it("repeats from the same seed", () => {
    const one = new ControlsImplementation({ seed: 7 });
    const first = [one.random(), one.random(), one.random()];
    one.reseed(7);
    expect([one.random(), one.random(), one.random()]).toEqual(first);
    expect(new ControlsImplementation({ seed: 8 }).random()).not.toBe(first[0]);
    expect(first.every((value) => value >= 0 && value < 1)).toBe(true);
  });
});

describe("faults", () => {
  it("hit the operation they name, as often as they say, oldest first", () => {
    const controls = new ControlsImplementation();
    controls.faults.add({ vendor: "bedrock", operation: "converse", kind: "stall", count: 2 });
    controls.faults.add({ vendor: "bedrock", operation: "*", kind: "drop" });
    expect(controls.takeFault("deepgram", "listen.v2")).toBeUndefined();
    expect(controls.takeFault("bedrock", "converse-stream")?.kind).toBe("drop");
    expect(controls.takeFault("bedrock", "converse")?.kind).toBe("stall");
    expect(controls.takeFault("bedrock", "converse")?.kind).toBe("stall");
    expect(controls.takeFault("bedrock", "converse")?.kind).toBe("drop");
    expect(controls.takeFault("bedrock", "converse")?.kind).toBe("drop");
    controls.faults.clearAll();
    expect(controls.takeFault("bedrock", "converse")).toBeUndefined();
  });

  it("are noted in the log when they hit", () => {
    const controls = new ControlsImplementation();
    controls.faults.add({ vendor: "twilio", operation: "calls.create", kind: "status", status: 500, count: 1 });
    controls.takeFault("twilio", "calls.create");
    expect(controls.requestLog.list({ vendor: "twilio" })[0]).toMatchObject({ what: "fault", detail: { status: 500 } });
  });
});

describe("the log", () => {
  it("keeps the newest, and gives what came since", () => {
    const log = new RequestLog(3);
    for (const what of ["a", "b", "c", "d"]) log.add(0, what === "c" ? "twilio" : "bedrock", what);
    expect(log.list().map((entry) => entry.what)).toEqual(["b", "c", "d"]);
    expect(log.list({ sinceSeq: 3 }).map((entry) => entry.what)).toEqual(["d"]);
    expect(log.list({ vendor: "twilio" }).map((entry) => entry.what)).toEqual(["c"]);
    expect(log.list({ limit: 1 }).map((entry) => entry.seq)).toEqual([4]);
  });
});

describe("a clock that is moved by hand", () => {
  it("runs what falls due in its order, also what that schedules", () => {
    const clock = new ManualClock(0);
    const ran: string[] = [];
    clock.after(20, () => ran.push("late"));
    clock.after(10, () => {
      ran.push(`early at ${clock.nowMs()}`);
      clock.after(5, () => ran.push("nested"));
    });
    clock.after(15, () => ran.push("cancelled"))();
    clock.advance(30);
    expect(ran).toEqual(["early at 10", "nested", "late"]);
    expect(clock.nowMs()).toBe(30);
  });
});
