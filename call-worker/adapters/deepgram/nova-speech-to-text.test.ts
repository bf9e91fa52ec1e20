import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createNovaSpeechToText, novaLanguage } from "./nova-speech-to-text";
import { ENGLISH, recordListening } from "./testing/heard";
import { ScriptedVendor, ofType } from "./testing/scripted-peer";

const SPANISH = { ...ENGLISH, language: "es" };

function results(transcript: string, extra: Record<string, unknown> = {}) {
  return {
    type: "Results",
    channel_index: [0, 1],
    start: 0,
    duration: 1,
    is_final: false,
    speech_final: false,
    channel: { alternatives: [{ transcript, confidence: 0.9, words: [] }] },
    metadata: {},
    ...extra,
  };
}

describe("Nova over its socket", () => {
  let vendor: ScriptedVendor;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    vendor = await ScriptedVendor.start();
  });

  afterEach(async () => {
    await vendor.stop();
    vi.useRealTimers();
  });

  function open(options = SPANISH) {
    const { heard, listener } = recordListening();
    const nova = createNovaSpeechToText({ apiKey: "key", baseUrl: vendor.baseUrl });
    return { heard, stream: nova.open(options, listener) };
  }

  it("asks for interim results, a pause to end on, and the language", async () => {
    const { stream } = open({ ...SPANISH, endOfTurnThreshold: 0.7, endOfTurnTimeoutMs: 500, keyterms: ["Aybiza"] });
    const { url, headers } = await vendor.peer();
    expect(url.pathname).toBe("/v1/listen");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      model: "nova-3",
      language: "es",
      encoding: "mulaw",
      sample_rate: "8000",
      interim_results: "true",
      endpointing: "350",
      utterance_end_ms: "1000",
      keyterm: "Aybiza",
    });
    expect(headers.authorization).toBe("Token key");
    stream.close();
  });

  it.each([
    ["es", "es"],
    ["es-MX", "es"],
    ["pt-br", "pt-BR"],
    ["fr-CA", "fr-CA"],
    ["de-DE", "de"],
  ])("asks for %s as %s", (language, tag) => {
    expect(novaLanguage(language)).toBe(tag);
  });

  it("keeps the connection alive while there is no audio, and only then", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    await heard.until((each) => each.kind === "open");
    stream.push(Buffer.alloc(160));
    await vi.advanceTimersByTimeAsync(4_000);
    await peer.received.until(Buffer.isBuffer);
    await vi.advanceTimersByTimeAsync(4_000);
    await peer.received.until(ofType("KeepAlive"));
    expect(peer.received.events).toHaveLength(2);
    stream.close();
  });

  it("a turn goes from its first word to the pause after the last", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    peer.send({ type: "SpeechStarted", channel: [0], timestamp: 0.1 });
    peer.send(results("Hola"));
    peer.send(results("Hola.", { is_final: true, speech_final: true }));
    peer.send({ type: "UtteranceEnd", channel: [0, 1], last_word_end: 1 });
    peer.send(results("Sí", { start: 3 }));
    await heard.until(
      (each) => each.kind === "recognition" && each.recognition.kind === "turn.started" && each.recognition.turn === 1,
    );
    expect(heard.events.map((each) => (each.kind === "recognition" ? each.recognition.kind : each.kind))).toEqual([
      "open",
      "turn.started",
      "turn.ended",
      "turn.started",
    ]);
    stream.close();
  });

  it("a forced end waits for Finalize's answer, but not for long", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    peer.send(results("Hola"));
    await heard.until((each) => each.kind === "recognition");
    stream.forceEndOfTurn();
    await peer.received.until(ofType("Finalize"));
    expect(heard.events).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(400);
    expect(heard.events.at(-1)).toMatchObject({
      recognition: { kind: "turn.ended", text: "Hola", trigger: "manual" },
    });
    stream.close();
  });

  it("a lost connection leaves no timer", async () => {
    const { heard, stream } = open();
    const peer = await vendor.peer();
    peer.send(results("Hola"));
    await heard.until((each) => each.kind === "recognition");
    stream.forceEndOfTurn();
    peer.socket.close(1011, "NET-0001");
    expect(await heard.until((each) => each.kind === "lost")).toMatchObject({
      retryable: true,
      message: expect.stringContaining("1011 (NET-0001)") as unknown,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(["nonsense", '"text"', JSON.stringify({ type: "Results", channel: 5 })])(
    "garbage ends the stream without an exception: %s",
    async (garbage) => {
      const { heard } = open();
      (await vendor.peer()).send(garbage);
      expect(await heard.until((each) => each.kind === "lost")).toMatchObject({ retryable: true });
    },
  );
});
