import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeSynthesizer, synthesize } from "../speech/synthesize";
import { readWav } from "../speech/wav";
import { TestClient, openTestBench } from "./test-bench";
import type { TestBench } from "./test-bench";

const MODEL = "aura-2-thalia-en";
const QUERY = `/v1/speak?model=${MODEL}&encoding=mulaw&sample_rate=8000`;

let bench: TestBench;
let expected: Record<string, Buffer> = {};

beforeAll(async () => {
  const texts = ["Hello there.", "How can I help you today?", "And what else?"];
  const spoken = await Promise.all(texts.map((text) => synthesize(text, { voice: MODEL })));
  expected = Object.fromEntries(texts.map((text, i) => [text, Buffer.from(spoken[i]!.audio)]));
});
afterAll(closeSynthesizer);
beforeEach(async () => {
  bench = await openTestBench();
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.close();
});

describe("Aura by WebSocket", () => {
  it("introduces itself, speaks what was flushed in the voice asked for, and confirms the flush after the audio", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    for (const token of ["Hello", " there.", " How can I", " help you today?"])
      client.send({ type: "Speak", text: token });
    client.send({ type: "Flush" });
    await client.until(() => client.ofType("Flushed").length > 0);
    expect(client.messages[0]).toMatchObject({ type: "Metadata", model_name: MODEL });
    expect(client.ofType("Flushed")).toEqual([{ type: "Flushed", sequence_id: 0 }]);
    expect(client.order.at(0)).toBe("Metadata");
    expect(client.order.at(-1)).toBe("Flushed");
    expect(Buffer.concat(client.audio)).toEqual(
      Buffer.concat([expected["Hello there."]!, expected["How can I help you today?"]!]),
    );
    expect(Math.max(...client.audio.map((audio) => audio.length))).toBeLessThanOrEqual(2000);
  });

  it("speaks a sentence without a flush once the next begins, and keeps the last one back", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "Speak", text: "Hello there. How can I help you today?" });
    const first = expected["Hello there."]!;
    await client.until(() => Buffer.concat(client.audio).length >= first.length);
    client.send({ type: "Flush" });
    await client.until(() => client.ofType("Flushed").length > 0);
    expect(Buffer.concat(client.audio).subarray(0, first.length)).toEqual(first);
    expect(Buffer.concat(client.audio)).toHaveLength(first.length + expected["How can I help you today?"]!.length);
  });

  it("forgets text and audio on Clear, and speaks anew after it", async () => {
    bench.latencies["speak-first-audio"] = 300;
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "Speak", text: "Hello there. How can I" });
    client.send({ type: "Flush" });
    client.send({ type: "Clear" });
    await client.until(() => client.ofType("Cleared").length > 0);
    expect(client.audio).toEqual([]);
    bench.latencies["speak-first-audio"] = 0;
    client.send({ type: "Speak", text: "And what else?" });
    client.send({ type: "Flush" });
    await client.until(() => client.ofType("Flushed").length > 0);
    expect(Buffer.concat(client.audio)).toEqual(expected["And what else?"]);
    expect(client.messages.slice(1)).toEqual([
      { type: "Cleared", sequence_id: 0 },
      { type: "Flushed", sequence_id: 1 },
    ]);
  });

  it("waits for the first audio as long as the latency says, and may begin with silence", async () => {
    bench.latencies["speak-first-audio"] = 100;
    bench.latencies["speak-leading-silence"] = 50;
    const client = await TestClient.open(bench.wsUrl + QUERY);
    const sentAtMs = performance.now();
    client.send({ type: "Speak", text: "Hello there." });
    client.send({ type: "Flush" });
    await client.until(() => client.audio.length > 0);
    expect(performance.now() - sentAtMs).toBeGreaterThanOrEqual(99);
    expect(client.audio[0]).toEqual(Buffer.alloc(400, 0xff));
  });

  it("confirms a flush of nothing", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "Speak", text: " … " });
    client.send({ type: "Flush" });
    await client.until(() => client.ofType("Flushed").length > 0);
    expect(client.audio).toEqual([]);
  });

  it("warns instead of flushing more than 20 times in a minute, and flushes again after it", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const client = await TestClient.open(bench.wsUrl + QUERY);
    for (let i = 0; i < 21; i++) client.send({ type: "Flush" });
    const warning = await client.until(() => client.ofType("Warning")[0]);
    expect(warning).toMatchObject({ code: "EXCESSIVE_FLUSH", warn_code: "EXCESSIVE_FLUSH" });
    expect(client.ofType("Flushed")).toHaveLength(20);
    vi.advanceTimersByTime(60_000);
    client.send({ type: "Flush" });
    await client.until(() => client.ofType("Flushed").length === 21);
  });

  it("closes at once on Close", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "Close" });
    expect(await client.untilClosed()).toEqual({ code: 1000, reason: "" });
  });

  it.each([
    ["a text of more than 2000 characters", 1009, "BIG-0001", { type: "Speak", text: "a".repeat(2001) }],
    ["a message it does not know", 1008, "DATA-0000", { type: "KeepAlive" }],
    ["a Speak without text", 1008, "DATA-0000", { type: "Speak" }],
  ])("closes on %s", async (_what, code, reason, message) => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send(message);
    expect(await client.untilClosed()).toEqual({ code, reason });
  });

  it("closes on audio, and on more than 2400 characters in a minute", async () => {
    const [binary, fast] = await Promise.all([
      TestClient.open(bench.wsUrl + QUERY),
      TestClient.open(bench.wsUrl + QUERY),
    ]);
    binary.socket.send(Buffer.alloc(10));
    expect(await binary.untilClosed()).toEqual({ code: 1003, reason: "MESSAGE-0000" });
    for (let i = 0; i < 3; i++) fast.send({ type: "Speak", text: "-".repeat(900) });
    expect(await fast.untilClosed()).toEqual({ code: 1008, reason: "DATA-0001" });
  });

  it.each([
    ["linear16", 24_000, 2],
    ["linear16", 8000, 2],
    ["alaw", 8000, 1],
    ["mulaw", 16_000, 1],
  ])("speaks %s at %d Hz", async (encoding, sampleRate, bytesPerSample) => {
    const url = `${bench.wsUrl}/v1/speak?model=${MODEL}&encoding=${encoding}&sample_rate=${sampleRate}`;
    const client = await TestClient.open(url);
    client.send({ type: "Speak", text: "Hello there." });
    client.send({ type: "Flush" });
    await client.until(() => client.ofType("Flushed").length > 0);
    const seconds = Buffer.concat(client.audio).length / bytesPerSample / sampleRate;
    expect(seconds).toBeCloseTo(expected["Hello there."]!.length / 8000, 2);
  });

  it("refuses a model, an encoding or a rate that it has not", async () => {
    for (const [query, reason] of [
      ["model=nova-3", /No such model/],
      ["model=aura-2-thalia-en&encoding=mp3", /Unsupported audio format/],
      ["encoding=mulaw&sample_rate=24000", /`sample_rate` must be 8000, 16000/],
    ] as const) {
      const { status, headers } = await TestClient.refused(`${bench.wsUrl}/v1/speak?${query}`);
      expect(status).toBe(400);
      expect(headers["dg-error"]).toMatch(reason);
    }
  });
});

describe("Aura by REST", () => {
  async function post(query: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${bench.httpUrl}/v1/speak${query}`, {
      method: "POST",
      body,
      headers: { authorization: "Token test", "content-type": "application/json", ...headers },
    });
  }

  it("answers text with its audio", async () => {
    const response = await post(`?model=${MODEL}&encoding=mulaw&sample_rate=8000`, '{"text":"Hello there."}');
    expect(response.status).toBe(200);
    expect(response.headers.get("dg-model-name")).toBe(MODEL);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(expected["Hello there."]);
  });

  it("puts linear samples into a WAV file, which reads back as the same length", async () => {
    const response = await post(`?model=${MODEL}&encoding=linear16&sample_rate=16000`, '{"text":"Hello there."}');
    expect(response.headers.get("content-type")).toBe("audio/wav");
    const audio = readWav(Buffer.from(await response.arrayBuffer()));
    expect(audio.length / 8000).toBeCloseTo(expected["Hello there."]!.length / 8000, 2);
  });

  it.each([
    ["", "{}", 400, "PAYLOAD_ERROR"],
    ["", "{", 400, "PAYLOAD_ERROR"],
    ["", '{"text":"  "}', 400, "Bad Request"],
    ["", JSON.stringify({ text: "a".repeat(2001) }), 413, "Payload Too Large"],
    ["?encoding=mp3", '{"text":"x"}', 400, "INVALID_QUERY_PARAMETER"],
  ])("refuses %s %s with %d %s", async (query, body, status, code) => {
    const response = await post(query, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ err_code: code });
  });

  it("refuses other kinds of content", async () => {
    expect((await post("", "<x/>", { "content-type": "text/xml" })).status).toBe(415);
  });
});

describe("the speech endpoints for callers in other processes", () => {
  async function post(path: string, body: unknown): Promise<Response> {
    return fetch(bench.httpUrl + path, { method: "POST", body: JSON.stringify(body) });
  }

  it("speak, and make what they spoke known here", async () => {
    const response = await post("/sandbox/speech/synthesize", { text: "Is anybody there?", voice: "caller-3" });
    const { audioBase64, durationMs, words } = (await response.json()) as {
      audioBase64: string;
      durationMs: number;
      words: { word: string }[];
    };
    const audio = Buffer.from(audioBase64, "base64");
    expect(durationMs).toBe(audio.length / 8);
    expect(words.map(({ word }) => word).join(" ")).toBe("Is anybody there?");
    const client = await TestClient.open(
      `${bench.wsUrl}/v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000`,
    );
    client.stream(Buffer.concat([audio, Buffer.alloc(8000, 0xff)]));
    const end = await client.until(() => client.messages.find(({ event }) => event === "EndOfTurn"));
    expect(end.transcript).toBe("Is anybody there?");
  });

  it("register without sending the audio back", async () => {
    const response = await post("/sandbox/speech/register", { text: "One more thing." });
    expect(Object.keys((await response.json()) as object)).toEqual(["durationMs", "words"]);
  });

  it("say what is wrong", async () => {
    for (const body of [{}, { text: 7 }, { text: "..." }]) {
      expect((await post("/sandbox/speech/register", body)).status).toBe(400);
    }
    expect((await fetch(`${bench.httpUrl}/sandbox/speech/register`)).status).toBe(405);
    expect((await post("/sandbox/speech/other", {})).status).toBe(404);
  });
});
