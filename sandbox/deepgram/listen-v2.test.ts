import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeSynthesizer, synthesize } from "../speech/synthesize";
import { TestClient, openTestBench, silentAudio } from "./test-bench";
import type { Message, TestBench } from "./test-bench";

const QUERY = "/v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000";
const TEXT = "Hello there. I would like to book a table.";

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

function turn(client: TestClient, event: string): Message | undefined {
  return client.messages.find((message) => message.event === event);
}

function sorted(client: TestClient): unknown[] {
  return client
    .ofType("TurnInfo")
    .filter(({ event }) => event !== "Update")
    .map(({ event }) => event);
}

describe("Flux", () => {
  it("connects, then tells of the turn, numbering every message from 0", async () => {
    const client = await TestClient.open(`${bench.wsUrl}${QUERY}&eager_eot_threshold=0.4`);
    client.stream(Buffer.concat([silentAudio(400), speech, silentAudio(1500)]));
    const end = await client.until(() => turn(client, "EndOfTurn"));
    expect(client.messages[0]).toMatchObject({ type: "Connected", sequence_id: 0 });
    client.messages.forEach((message, index) => expect(message.sequence_id).toBe(index));
    expect(new Set(client.messages.map((message) => message.request_id)).size).toBe(1);
    expect(sorted(client)).toEqual(["StartOfTurn", "EagerEndOfTurn", "TurnResumed", "EagerEndOfTurn", "EndOfTurn"]);
    expect(turn(client, "StartOfTurn")!.transcript).toBe("Hello");
    expect(end).toMatchObject({ turn_index: 0, transcript: TEXT, trigger: "model", audio_window_start: 0 });
    expect(end.end_of_turn_confidence).toBeGreaterThanOrEqual(0.7);
    const words = end.words as { word: string; start: number; end: number; confidence: number }[];
    expect(words.map(({ word }) => word).join(" ")).toBe(TEXT);
    expect(words[0]!.start).toBeCloseTo(0.4, 1);
    expect(turn(client, "StartOfTurn")).not.toHaveProperty("trigger");
    expect(end).not.toHaveProperty("languages");
  });

  it("counts the next turn on, and ends no turn when the audio stops", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.stream(Buffer.concat([speech, silentAudio(1000), speech]));
    await client.until(() =>
      client.messages.find(({ event, turn_index: index }) => event === "StartOfTurn" && index === 1),
    );
    expect(sorted(client)).toEqual(["StartOfTurn", "EndOfTurn", "StartOfTurn"]);
    client.send({ type: "ForceEndTurn" });
    const forced = await client.until(() => client.messages.find(({ trigger }) => trigger === "manual"));
    expect(forced).toMatchObject({ event: "EndOfTurn", turn_index: 1, transcript: TEXT });
  });

  it("ignores ForceEndTurn when no turn is open, and closes on CloseStream", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "ForceEndTurn" });
    client.send({ type: "CloseStream" });
    expect(await client.untilClosed()).toEqual({ code: 1000, reason: "" });
    expect(client.messages.map(({ type }) => type)).toEqual(["Connected"]);
  });

  it("delays ends of turn by the latency that is set, and lets no later message overtake them", async () => {
    bench.latencies["flux-end-of-turn"] = 120;
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.stream(Buffer.concat([speech, silentAudio(3000)]));
    await client.until(() => client.messages.find(({ turn_index }) => turn_index === 1));
    client.messages.forEach((message, index) => expect(message.sequence_id).toBe(index));
    const logged = bench.log.findIndex(({ what }) => what === "listen.v2 EndOfTurn");
    expect(logged).toBeGreaterThanOrEqual(0);
  });

  it("reconfigures itself while it runs, and says so", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({
      type: "Configure",
      thresholds: { eot_threshold: 0.9, eager_eot_threshold: 0.5 },
      keyterms: ["table"],
    });
    const success = await client.until(() => client.ofType("ConfigureSuccess")[0]);
    expect(success).toMatchObject({
      sequence_id: 1,
      thresholds: { eot_threshold: 0.9, eager_eot_threshold: 0.5, eot_timeout_ms: 5000 },
      keyterms: ["table"],
    });
    client.stream(Buffer.concat([speech, silentAudio(2000)]));
    const end = await client.until(() => turn(client, "EndOfTurn"));
    expect(end.end_of_turn_confidence).toBeGreaterThanOrEqual(0.9);
    expect(turn(client, "EagerEndOfTurn")).toBeDefined();
  });

  it("refuses a Configure out of range, or while another is not acknowledged, and goes on as before", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.send({ type: "Configure", thresholds: { eot_threshold: 0.2 } });
    client.send({ type: "Configure", thresholds: { eager_eot_threshold: 0.8 } });
    client.send({ type: "Configure", thresholds: { eot_timeout_ms: 100 } });
    client.send({ type: "Configure", language_hints: ["de"] });
    await client.until(() => client.ofType("ConfigureFailure").length === 4);
    bench.latencies["flux-configure"] = 30;
    client.send({ type: "Configure", thresholds: { eot_threshold: 0.8 } });
    client.send({ type: "Configure", thresholds: { eot_threshold: 0.6 } });
    await client.until(() => client.ofType("ConfigureFailure").length === 5);
    expect(client.ofType("ConfigureSuccess")).toMatchObject([{ thresholds: { eot_threshold: 0.8 } }]);
  });

  it("tells the languages with the multilingual model", async () => {
    const url = `${bench.wsUrl}${QUERY.replace("-en", "-multi")}&language_hint=en&language_hint=es`;
    const client = await TestClient.open(url);
    client.stream(Buffer.concat([speech, silentAudio(1000)]));
    const end = await client.until(() => turn(client, "EndOfTurn"));
    expect(end).toMatchObject({ languages: ["en"], languages_hinted: ["en", "es"] });
  });

  it("hears linear samples as well", async () => {
    const client = await TestClient.open(bench.wsUrl + QUERY.replace("mulaw", "linear16"));
    const { decodeMulaw } = await import("../speech/mulaw");
    const pcm = decodeMulaw(Buffer.concat([speech, silentAudio(1000)]));
    const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    // Cut at odd places: in the middle of samples.
    for (let offset = 0; offset < bytes.length; offset += 641) client.socket.send(bytes.subarray(offset, offset + 641));
    expect((await client.until(() => turn(client, "EndOfTurn"))).transcript).toBe(TEXT);
  });

  it.each(['{"type":"KeepAlive"}', "{", "null", '"text"'])("answers %s with a fatal error", async (text) => {
    const client = await TestClient.open(bench.wsUrl + QUERY);
    client.socket.send(text);
    await client.untilClosed();
    expect(client.messages[1]).toMatchObject({ type: "Error", code: "UNPARSABLE_CLIENT_MESSAGE", sequence_id: 1 });
    expect(client.closed?.code).toBe(1005);
  });

  it("gives up on a client that sends no audio for 10 seconds", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    await bench.close();
    bench = await openTestBench();
    const client = await TestClient.open(bench.wsUrl + QUERY);
    vi.advanceTimersByTime(9400);
    client.stream(silentAudio(20));
    await client.until(() => bench.log.some(({ what }) => what === "listen.v2 connected"));
    client.send({ type: "ForceEndTurn" });
    await vi.waitUntil(() => bench.log.some(({ detail }) => detail.type === "ForceEndTurn"), { interval: 1 });
    vi.advanceTimersByTime(9400);
    expect(client.closed).toBeUndefined();
    vi.advanceTimersByTime(1100);
    await client.untilClosed();
    expect(client.messages.at(-1)).toMatchObject({ type: "Error", code: "INACTIVE_CLIENT" });
  });

  it.each([
    ["model=flux-general-en&sample_rate=8000", /encoding/],
    ["model=flux-general-en&encoding=mulaw", /sample_rate/],
    ["model=flux-general-xx&encoding=mulaw&sample_rate=8000", /No such model/],
    ["encoding=mulaw&sample_rate=8000", /missing field `model`/],
    [`${QUERY}&eot_threshold=0.4`, /eot_threshold: must be between 0.5 and 1/],
    [`${QUERY}&eot_threshold=high`, /eot_threshold: expected a number/],
    [`${QUERY}&eager_eot_threshold=0.2`, /eager_eot_threshold: must be between 0.3 and 0.9/],
    [`${QUERY}&eager_eot_threshold=0.8`, /must not be greater than eot_threshold/],
    [`${QUERY}&eot_timeout_ms=499`, /eot_timeout_ms: must be between 500 and 60000/],
    [`${QUERY}&language_hint=de`, /language_hint/],
  ])("refuses %s", async (query, reason) => {
    const path = query.startsWith("/") ? query : `/v2/listen?${query}`;
    const { status, headers, body } = await TestClient.refused(bench.wsUrl + path);
    expect(status).toBe(400);
    expect(headers["dg-error"]).toMatch(reason);
    expect(headers["dg-request-id"]).toBe(body.request_id);
    expect(body.err_msg).toMatch(reason);
  });
});
