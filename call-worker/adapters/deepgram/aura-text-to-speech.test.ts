import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Recorder } from "@/call-worker/ports/testing/recorder";
import { createAuraTextToSpeech } from "./aura-text-to-speech";
import { ScriptedVendor, ofType } from "./testing/scripted-peer";

type Spoken =
  | { kind: "open" }
  | { kind: "audio"; generation: number; bytes: string }
  | { kind: "finished"; generation: number }
  | { kind: "lost"; message: string; retryable: boolean };

const flushed = { type: "Flushed", sequence_id: 0 };
const cleared = { type: "Cleared", sequence_id: 0 };

describe("Aura over its socket", () => {
  let vendor: ScriptedVendor;
  const delays: { what: string; waitMs: number }[] = [];

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    delays.length = 0;
    vendor = await ScriptedVendor.start();
  });

  afterEach(async () => {
    await vendor.stop();
    vi.useRealTimers();
  });

  function open() {
    const spoken = new Recorder<Spoken>();
    const aura = createAuraTextToSpeech({
      apiKey: "key",
      baseUrl: vendor.baseUrl,
      onDelayed: (delay) => delays.push(delay),
    });
    const stream = aura.open(
      { voice: "aura-2-thalia-en" },
      {
        onOpen: () => spoken.add({ kind: "open" }),
        onAudio: (generation, mulaw) =>
          spoken.add({ kind: "audio", generation, bytes: Buffer.from(mulaw).toString("hex") }),
        onFinished: (generation) => spoken.add({ kind: "finished", generation }),
        onLost: (lost) => spoken.add({ kind: "lost", ...lost }),
      },
    );
    return { spoken, stream };
  }

  async function opened() {
    const { spoken, stream } = open();
    const peer = await vendor.peer();
    await spoken.until((each) => each.kind === "open");
    return { spoken, stream, peer };
  }

  it("asks for raw 8 kHz mu-law in the voice", async () => {
    const { stream } = open();
    const { url } = await vendor.peer();
    expect(url.pathname).toBe("/v1/speak");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      model: "aura-2-thalia-en",
      encoding: "mulaw",
      sample_rate: "8000",
      container: "none",
    });
    stream.close();
  });

  it("says what was asked before it was open, then after", async () => {
    const { spoken, stream } = open();
    stream.speak(1, "Hello ");
    const peer = await vendor.peer();
    await spoken.until((each) => each.kind === "open");
    stream.speak(1, "there.");
    stream.finish(1);
    await peer.received.until(ofType("Flush"));
    expect(peer.received.events).toEqual([
      { type: "Speak", text: "Hello " },
      { type: "Speak", text: "there." },
      { type: "Flush" },
    ]);
    stream.close();
  });

  it("keeps the space between tokens but never sends nothing", async () => {
    const { stream, peer } = await opened();
    for (const token of ["", " ", "Good", "\n", "day", " \t"]) stream.speak(1, token);
    stream.finish(1);
    await peer.received.until(ofType("Flush"));
    expect(peer.received.events).toEqual([{ type: "Speak", text: "Good day" }, { type: "Flush" }]);
    stream.close();
  });

  it("says at once what came at another time", async () => {
    const { stream, peer } = await opened();
    stream.speak(1, "Good");
    await peer.received.until(ofType("Speak"));
    stream.speak(1, " day");
    await peer.received.untilCount(2, ofType("Speak"));
    expect(peer.received.events).toEqual([
      { type: "Speak", text: "Good" },
      { type: "Speak", text: " day" },
    ]);
    stream.close();
  });

  it("gives audio to the answer it belongs to", async () => {
    const { spoken, stream, peer } = await opened();
    stream.speak(1, "One.");
    stream.finish(1);
    stream.speak(2, "Two.");
    stream.finish(2);
    await peer.received.untilCount(2, ofType("Flush"));
    peer.send(Buffer.from("01", "hex"));
    peer.send({ type: "Metadata", request_id: "r" });
    peer.send(Buffer.from("02", "hex"));
    peer.send(flushed);
    peer.send(Buffer.from("03", "hex"));
    peer.send(flushed);
    await spoken.until((each) => each.kind === "finished" && each.generation === 2);
    expect(spoken.events).toEqual([
      { kind: "open" },
      { kind: "audio", generation: 1, bytes: "01" },
      { kind: "audio", generation: 1, bytes: "02" },
      { kind: "finished", generation: 1 },
      { kind: "audio", generation: 2, bytes: "03" },
      { kind: "finished", generation: 2 },
    ]);
    stream.close();
  });

  it("lets nothing of a cancelled answer through, however late it comes", async () => {
    const { spoken, stream, peer } = await opened();
    stream.speak(1, "A long story.");
    stream.finish(1);
    await peer.received.until(ofType("Flush"));
    peer.send(Buffer.from("01", "hex"));
    await spoken.until((each) => each.kind === "audio");
    stream.cancel();
    stream.speak(1, "and so on");
    stream.finish(1);
    stream.speak(2, "Yes?");
    stream.finish(2);
    await peer.received.until(ofType("Clear"));
    for (const late of [Buffer.from("01", "hex"), flushed, Buffer.from("01", "hex"), cleared]) peer.send(late);
    peer.send(Buffer.from("02", "hex"));
    peer.send(flushed);
    await spoken.until((each) => each.kind === "finished");
    expect(spoken.events.slice(2)).toEqual([
      { kind: "audio", generation: 2, bytes: "02" },
      { kind: "finished", generation: 2 },
    ]);
    expect(peer.received.events.map((each) => !Buffer.isBuffer(each) && each["type"])).toEqual([
      "Speak",
      "Flush",
      "Clear",
      "Speak",
      "Flush",
    ]);
    expect(vi.getTimerCount()).toBe(0);
    stream.close();
  });

  it("waits for every cancellation when two follow each other", async () => {
    const { spoken, stream, peer } = await opened();
    stream.speak(1, "One.");
    stream.cancel();
    stream.speak(2, "Two.");
    stream.cancel();
    stream.speak(3, "Three.");
    await peer.received.untilCount(2, ofType("Clear"));
    for (const late of [Buffer.from("01", "hex"), cleared, Buffer.from("02", "hex"), cleared]) peer.send(late);
    peer.send(Buffer.from("03", "hex"));
    await spoken.until((each) => each.kind === "audio");
    expect(spoken.events.slice(1)).toEqual([{ kind: "audio", generation: 3, bytes: "03" }]);
    stream.close();
  });

  it("does not clear what owes nothing", async () => {
    const { stream, peer } = await opened();
    stream.cancel();
    stream.speak(1, "One.");
    stream.finish(1);
    await peer.received.until(ofType("Flush"));
    expect(peer.received.events.some(ofType("Clear"))).toBe(false);
    stream.close();
  });

  it("is lost when the vendor never confirms a cancellation", async () => {
    const { spoken, stream, peer } = await opened();
    stream.speak(1, "One.");
    stream.cancel();
    await peer.received.until(ofType("Clear"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(spoken.events.at(-1)).toMatchObject({ kind: "lost", retryable: true });
  });

  it("finishes an answer without words at once, in its order", async () => {
    const { spoken, stream, peer } = await opened();
    stream.speak(1, "One.");
    stream.finish(1);
    stream.finish(2);
    await peer.received.until(ofType("Flush"));
    peer.send(flushed);
    await spoken.until((each) => each.kind === "finished" && each.generation === 2);
    stream.speak(3, " ");
    stream.finish(3);
    await spoken.until((each) => each.kind === "finished" && each.generation === 3);
    expect(peer.received.events).toHaveLength(2);
    stream.close();
  });

  it("sends long text in pieces, and no more in a minute than the vendor takes", async () => {
    const { stream, peer } = await opened();
    const sentence = "This sentence is said again and again. ";
    const whole = sentence.repeat(100);
    stream.speak(1, whole);
    stream.finish(1);
    const texts = () => {
      return peer.received.events.flatMap((each) =>
        !Buffer.isBuffer(each) && typeof each["text"] === "string" ? [each["text"]] : [],
      );
    };
    const sent = () => texts().join("").length;
    await peer.received.untilCount(6);
    expect(delays).toMatchObject([{ what: "text", waitMs: 60_250 }]);
    expect(sent()).toBeLessThanOrEqual(2_400);
    expect(peer.received.events.some(ofType("Flush"))).toBe(false);
    await vi.advanceTimersByTimeAsync(60_250);
    await peer.received.until(ofType("Flush"));
    expect(texts().join("")).toBe(whole);
    expect(Math.max(...texts().map((text) => text.length))).toBeLessThanOrEqual(2_000);
    stream.close();
  });

  it("never flushes more than 20 times a minute, and says when it waits", async () => {
    const { spoken, stream, peer } = await opened();
    for (let generation = 1; generation <= 21; generation += 1) {
      stream.speak(generation, "Yes.");
      stream.finish(generation);
    }
    stream.speak(22, "More.");
    await peer.received.untilCount(20, ofType("Flush"));
    expect(peer.received.events).toHaveLength(41);
    expect(delays).toEqual([{ what: "flush", waitMs: 60_250 }]);
    for (let flush = 0; flush < 20; flush += 1) peer.send(flushed);
    await spoken.untilCount(20, (each) => each.kind === "finished");
    await vi.advanceTimersByTimeAsync(60_250);
    await peer.received.until((message) => !Buffer.isBuffer(message) && message["text"] === "More.");
    expect(peer.received.events.slice(40)).toEqual([
      { type: "Speak", text: "Yes." },
      { type: "Flush" },
      { type: "Speak", text: "More." },
    ]);
    stream.close();
  });

  it("a drop is told once, and nothing after it", async () => {
    const { spoken, stream, peer } = await opened();
    stream.speak(1, "One.");
    stream.finish(1);
    peer.socket.close(1008, "DATA-0001");
    expect(await spoken.until((each) => each.kind === "lost")).toMatchObject({ retryable: true });
    stream.speak(2, "Two.");
    stream.finish(2);
    stream.finish(3);
    stream.cancel();
    stream.close();
    await Promise.resolve();
    expect(spoken.events).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
