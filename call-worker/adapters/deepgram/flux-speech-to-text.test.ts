import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFluxSpeechToText } from "./flux-speech-to-text";
import { ENGLISH, recordListening } from "./testing/heard";
import { ScriptedVendor, ofType } from "./testing/scripted-peer";

const TIMERS = { toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const };

function turnInfo(event: string, turn: number, transcript: string, extra: Record<string, unknown> = {}) {
  return {
    type: "TurnInfo",
    request_id: "r",
    sequence_id: 1,
    event,
    turn_index: turn,
    audio_window_start: 0,
    audio_window_end: 1,
    transcript,
    words: [],
    end_of_turn_confidence: 0.5,
    ...extra,
  };
}

describe("Flux over its socket", () => {
  let vendor: ScriptedVendor;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: [...TIMERS.toFake] });
    vendor = await ScriptedVendor.start();
  });

  afterEach(async () => {
    await vendor.stop();
    vi.useRealTimers();
  });

  function open(options = ENGLISH, flux = createFluxSpeechToText({ apiKey: "key", baseUrl: vendor.baseUrl })) {
    const { heard, listener } = recordListening();
    return { heard, stream: flux.open(options, listener), flux };
  }

  it("asks for 8 kHz mu-law, its thresholds and keyterms, signed with the key", async () => {
    const { stream } = open({ ...ENGLISH, endOfTurnThreshold: 0.2, keyterms: ["Aybiza", "crème brûlée"] });
    const { url, headers } = await vendor.peer();
    expect(url.pathname).toBe("/v2/listen");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      model: "flux-general-en",
      encoding: "mulaw",
      sample_rate: "8000",
      eot_threshold: "0.5",
      eager_eot_threshold: "0.4",
      eot_timeout_ms: "3000",
    });
    expect(url.searchParams.getAll("keyterm")).toEqual(["Aybiza", "crème brûlée"]);
    expect(headers.authorization).toBe("Token key");
    stream.close();
  });

  it("asks for no early warning when none is wanted, and hints the language when it is not English", async () => {
    const { stream } = open({ ...ENGLISH, language: "es", eagerEndOfTurnThreshold: null });
    const { url } = await vendor.peer();
    expect(url.searchParams.has("eager_eot_threshold")).toBe(false);
    expect(url.searchParams.get("model")).toBe("flux-general-multi");
    expect(url.searchParams.get("language_hint")).toBe("es");
    stream.close();
  });

  it("refuses a language it does not hear without dialling", async () => {
    const { heard } = open({ ...ENGLISH, language: "fi" });
    expect(await heard.until((each) => each.kind === "lost")).toMatchObject({
      retryable: false,
      message: expect.stringContaining('"fi"') as unknown,
    });
    expect(vendor.attempts.events).toHaveLength(0);
  });

  it("passes audio on as it is and every recognition exactly once", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    await heard.until((each) => each.kind === "open");
    const audio = Buffer.from(Array.from({ length: 640 }, (_, index) => index % 256));
    stream.push(audio);
    expect(await peer.received.until(Buffer.isBuffer)).toEqual(audio);
    peer.send({ type: "Connected", request_id: "r", sequence_id: 0 });
    peer.send({ type: "SomethingNew", sequence_id: 1 });
    peer.send(turnInfo("StartOfTurn", 0, "Hello"));
    peer.send(turnInfo("EndOfTurn", 0, "Hello", { trigger: "model" }));
    await heard.until((each) => each.kind === "recognition" && each.recognition.kind === "turn.ended");
    expect(heard.events.map((each) => (each.kind === "recognition" ? each.recognition.kind : each.kind))).toEqual([
      "open",
      "turn.started",
      "turn.ended",
    ]);
    stream.close();
  });

  it.each([
    [400, false],
    [401, false],
    [402, false],
    [403, false],
    [429, true],
    [500, true],
    [503, true],
  ])("a refusal with %i is lost once, worth another try: %s", async (status, retryable) => {
    vendor.refuseWith = status;
    const { heard, stream } = open();
    const lost = await heard.until((each) => each.kind === "lost");
    expect(lost).toMatchObject({ retryable, message: expect.stringContaining(`HTTP ${status}: scripted`) as unknown });
    stream.close();
    expect(heard.events).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("a dropped connection is lost once and never dialled again", async () => {
    const { heard } = open();
    const peer = await vendor.peer();
    await heard.until((each) => each.kind === "open");
    peer.socket.terminate();
    expect(await heard.until((each) => each.kind === "lost")).toMatchObject({ retryable: true });
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vendor.attempts.events).toHaveLength(1);
    expect(heard.events).toHaveLength(2);
  });

  it.each([
    ["text that is not JSON", "<html>"],
    ["JSON that is no object", "[1]"],
    ["binary data", Buffer.from([1, 2, 3])],
    ["a TurnInfo without its fields", '{"type":"TurnInfo","event":7}'],
    ["an oversized message", JSON.stringify({ type: "x", padding: "x".repeat(1_100_000) })],
  ])("%s ends the stream without an exception", async (_, garbage) => {
    const { heard } = open();
    const peer = await vendor.peer();
    peer.send(garbage);
    expect(await heard.until((each) => each.kind === "lost")).toMatchObject({ retryable: true });
    expect(heard.events.filter((each) => each.kind === "lost")).toHaveLength(1);
  });

  it.each([
    ["INTERNAL_SERVER_ERROR", true],
    ["INVALID_QUERY_PARAMETER", false],
  ])("the fatal error %s ends the stream", async (code, retryable) => {
    const { heard } = open();
    (await vendor.peer()).send({ type: "Error", sequence_id: 1, code, description: "scripted" });
    const lost = await heard.until((each) => each.kind === "lost");
    expect(lost).toMatchObject({ retryable, message: expect.stringContaining(`${code}: scripted`) as unknown });
  });

  it("closing while it connects is quiet", async () => {
    vendor.mute = true;
    const { heard, stream } = open();
    await vendor.attempts.untilCount(1);
    stream.close();
    const early = open();
    early.stream.close();
    const [attempt] = vendor.attempts.events;
    await new Promise((resolve) => attempt?.socket.once("end", resolve));
    expect(heard.events).toEqual([]);
    expect(early.heard.events).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("a forced end is asked for once, and only while a turn is open", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    await heard.until((each) => each.kind === "open");
    stream.forceEndOfTurn();
    peer.send(turnInfo("StartOfTurn", 0, "Four two"));
    await heard.until((each) => each.kind === "recognition");
    stream.forceEndOfTurn();
    stream.forceEndOfTurn();
    await peer.received.until(ofType("ForceEndTurn"));
    peer.send(turnInfo("EndOfTurn", 0, "Four two", { trigger: "manual" }));
    await heard.until((each) => each.kind === "recognition" && each.recognition.kind === "turn.ended");
    expect(peer.received.events).toEqual([{ type: "ForceEndTurn" }]);
    expect(vi.getTimerCount()).toBe(0);
    stream.close();
  });

  it("a forced end that is not answered happens all the same", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    peer.send(turnInfo("StartOfTurn", 0, "Four two"));
    await heard.until((each) => each.kind === "recognition");
    stream.forceEndOfTurn();
    await vi.advanceTimersByTimeAsync(400);
    expect(heard.events.at(-1)).toMatchObject({
      recognition: { kind: "turn.ended", text: "Four two", trigger: "manual", turn: 0 },
    });
    stream.close();
  });

  it("where ForceEndTurn is unknown, the turn ends, and the next connection ends turns by itself", async () => {
    const { heard, stream, flux } = open();
    const peer = await vendor.peer();
    peer.send(turnInfo("StartOfTurn", 0, "Four two"));
    await heard.until((each) => each.kind === "recognition");
    stream.forceEndOfTurn();
    await peer.received.until(ofType("ForceEndTurn"));
    peer.send({ type: "Error", sequence_id: 2, code: "UNPARSABLE_CLIENT_MESSAGE", description: "scripted" });
    expect(await heard.until((each) => each.kind === "lost")).toMatchObject({ retryable: true });
    expect(heard.events.at(-2)).toMatchObject({ recognition: { kind: "turn.ended", text: "Four two" } });

    const second = open(ENGLISH, flux);
    const secondPeer = await vendor.peer(1);
    secondPeer.send(turnInfo("StartOfTurn", 0, "Yes"));
    await second.heard.until((each) => each.kind === "recognition");
    second.stream.forceEndOfTurn();
    expect(second.heard.events.at(-1)).toMatchObject({ recognition: { kind: "turn.ended", text: "Yes" } });
    second.stream.push(Buffer.alloc(160));
    await secondPeer.received.until(Buffer.isBuffer);
    expect(secondPeer.received.events).toHaveLength(1);
    second.stream.close();
  });
});
