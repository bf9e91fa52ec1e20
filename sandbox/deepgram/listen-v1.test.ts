import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeSynthesizer, synthesize } from "../speech/synthesize";
import { TestClient, openTestBench, silentAudio } from "./test-bench";
import type { Message, TestBench } from "./test-bench";

const QUERY = "/v1/listen?model=nova-3&encoding=mulaw&sample_rate=8000";
const TEXT = "Hello there. I would like to book a table.";
const PLAIN = "hello there i would like to book a table";

interface Results extends Message {
  start: number;
  duration: number;
  is_final: boolean;
  speech_final: boolean;
  from_finalize: boolean;
  channel: { alternatives: { transcript: string; confidence: number; words: Record<string, unknown>[] }[] };
}

let bench: TestBench;
let speech: Uint8Array;

beforeAll(async () => {
  speech = (await synthesize(TEXT)).audio;
});
afterAll(closeSynthesizer);
beforeEach(async () => {
  bench = await openTestBench();
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.close();
});

async function transcribe(query: string, audio: Uint8Array): Promise<Message[]> {
  const client = await TestClient.open(bench.wsUrl + QUERY + query);
  client.stream(audio);
  client.send({ type: "CloseStream" });
  expect(await client.untilClosed()).toEqual({ code: 1000, reason: "" });
  return client.messages;
}

function results(messages: readonly Message[]): Results[] {
  return messages.filter((message): message is Results => message.type === "Results");
}

function text(result: Results): string {
  return result.channel.alternatives[0]!.transcript;
}

describe("Nova", () => {
  it("gives final results only, unless interim ones are asked for", async () => {
    const finals = results(await transcribe("&endpointing=500", Buffer.concat([speech, silentAudio(800)])));
    expect(finals.every((result) => result.is_final)).toBe(true);
    expect(finals.map(text).join(" ").trim()).toBe(PLAIN);
    expect(finals.filter((result) => result.speech_final).map(text)).toEqual([PLAIN]);
  });

  it("gives interim results that grow to the final one, about every second", async () => {
    const audio = Buffer.concat([speech, silentAudio(800)]);
    const all = results(await transcribe("&endpointing=500&interim_results=true", audio));
    const final = all.findIndex((result) => result.speech_final);
    const interims = all.slice(0, final);
    expect(interims.length).toBeGreaterThanOrEqual(2);
    for (const interim of interims) {
      expect(interim).toMatchObject({ is_final: false, speech_final: false, from_finalize: false, start: 0 });
      expect(PLAIN.startsWith(text(interim))).toBe(true);
    }
  });

  it("covers the stream without gap or overlap, and finalises after five seconds at the latest", async () => {
    const audio = Buffer.concat([speech, speech, speech, silentAudio(6000)]);
    const finals = results(await transcribe("&endpointing=false", audio));
    let endS = 0;
    for (const { start, duration } of finals) {
      expect(start).toBeCloseTo(endS, 3);
      expect(duration).toBeLessThanOrEqual(5.001);
      endS = start + duration;
    }
    expect(endS).toBeCloseTo(audio.length / 8000, 3);
    expect(finals.slice(0, -1).some((result) => result.speech_final)).toBe(false);
    expect(
      finals
        .map(text)
        .filter((part) => part !== "")
        .join(" "),
    ).toBe([PLAIN, PLAIN, PLAIN].join(" "));
  });

  it("ends speech at any little pause by default, and only at long ones when told so", async () => {
    const count = async (query: string) =>
      results(await transcribe(query, Buffer.concat([speech, silentAudio(800)]))).filter(
        (result) => result.speech_final,
      ).length;
    expect(await count("")).toBeGreaterThan(1);
    expect(await count("&endpointing=600")).toBe(1);
  });

  it("writes words with and without punctuation, with their times", async () => {
    const audio = Buffer.concat([silentAudio(500), speech, silentAudio(800)]);
    const [punctuated] = results(await transcribe("&endpointing=600&punctuate=true", audio)).filter(text);
    expect(text(punctuated!)).toBe(TEXT);
    const [first] = punctuated!.channel.alternatives[0]!.words;
    expect(first).toMatchObject({ word: "hello", punctuated_word: "Hello" });
    expect(first!.start).toBeCloseTo(0.5, 1);
    const [plain] = results(await transcribe("&endpointing=600", audio)).filter(text);
    expect(plain!.channel.alternatives[0]!.words[0]).not.toHaveProperty("punctuated_word");
  });

  it("tells of the start of speech and of the end of an utterance", async () => {
    const audio = Buffer.concat([silentAudio(1000), speech, silentAudio(1500)]);
    const messages = await transcribe(
      "&interim_results=true&utterance_end_ms=1000&vad_events=true&endpointing=400",
      audio,
    );
    const started = messages.filter(({ type }) => type === "SpeechStarted");
    expect(started).toMatchObject([{ channel: [0, 1] }]);
    expect(started[0]!.timestamp).toBeCloseTo(1.02, 1);
    const ended = messages.filter(({ type }) => type === "UtteranceEnd");
    const words = results(messages).flatMap((result) => result.channel.alternatives[0]!.words);
    expect(ended).toMatchObject([{ channel: [0, 1], last_word_end: words.at(-1)!.end }]);
  });

  it("hears sound it does not know as sound without words", async () => {
    const noise = Buffer.from(Uint8Array.from({ length: 8000 }, (_, i) => (i * i * 31) & 0xff));
    const messages = await transcribe("&vad_events=true&endpointing=300", Buffer.concat([noise, silentAudio(1000)]));
    expect(messages.map(({ type }) => type)).toContain("SpeechStarted");
    expect(results(messages).map(text).join("")).toBe("");
    expect(results(messages)[0]!.channel.alternatives[0]!.confidence).toBe(0);
  });

  it("finalises when told to, unless there is too little to say", async () => {
    const client = await TestClient.open(`${bench.wsUrl}${QUERY}&endpointing=false`);
    client.stream(Buffer.concat([speech]));
    client.send({ type: "Finalize" });
    client.send({ type: "Finalize" });
    client.send({ type: "CloseStream" });
    await client.untilClosed();
    const finals = results(client.messages);
    expect(finals.filter((result) => result.from_finalize)).toHaveLength(1);
    expect(finals[0]).toMatchObject({ is_final: true, from_finalize: true });
    expect(text(finals[0]!)).toBe(PLAIN);
  });

  it("sums up at the end, also when told by an empty message", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.stream(silentAudio(1000));
    client.socket.send(Buffer.alloc(0));
    expect(await client.untilClosed()).toEqual({ code: 1000, reason: "" });
    const requestId = results(client.messages)[0]!.metadata as { request_id: string };
    expect(client.messages.at(-1)).toMatchObject({
      type: "Metadata",
      transaction_key: "deprecated",
      duration: 1,
      channels: 1,
      request_id: requestId.request_id,
    });
  });

  it("closes with 1008 on a message it does not know", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "Speak" });
    expect(await client.untilClosed()).toEqual({ code: 1008, reason: "DATA-0000" });
  });

  it("closes with 1011 after 10 seconds without audio, which KeepAlive puts off once there was some", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    await bench.close();
    bench = await openTestBench();
    const [silent, alive] = await Promise.all([
      TestClient.open(bench.wsUrl + QUERY),
      TestClient.open(bench.wsUrl + QUERY),
    ]);
    alive.stream(silentAudio(1000));
    const passOn = async (client: TestClient) => {
      // An answer to Configure shows that all before it was taken.
      const count = client.ofType("ConfigureSuccess").length;
      client.send({ type: "KeepAlive" });
      client.send({ type: "Configure", keyterms: [] });
      await client.until(() => client.ofType("ConfigureSuccess").length > count);
    };
    for (const passedMs of [6000, 6000]) {
      await Promise.all([passOn(alive), silent.closed ? undefined : passOn(silent)]);
      vi.advanceTimersByTime(passedMs);
    }
    const { code, reason } = await silent.untilClosed();
    expect(code).toBe(1011);
    expect(reason).toMatch(/did not receive audio data or a text message within the timeout window.*net0001/);
    await passOn(alive);
    expect(alive.closed).toBeUndefined();
    vi.advanceTimersByTime(10_600);
    expect((await alive.untilClosed()).code).toBe(1011);
  });

  it.each([
    ["&utterance_end_ms=1000", /requires interim_results/],
    ["&interim_results=true&utterance_end_ms=500", /between 1000/],
    ["&endpointing=soon", /endpointing: expected an integer/],
    ["&interim_results=yes", /interim_results: expected `true` or `false`/],
    ["&channels=2", /one channel/],
    ["&model=flux-general-en", /No such model/],
  ])("refuses %s", async (query, reason) => {
    const path = query.startsWith("&model") ? QUERY.replace("model=nova-3", query.slice(1)) : QUERY + query;
    const { status, headers, body } = await TestClient.refused(bench.wsUrl + path);
    expect(status).toBe(400);
    expect(headers["dg-error"]).toMatch(reason);
    expect(body.err_msg).toMatch(reason);
  });
});
