import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { Line } from "@/call-worker/ports/line";
import { Recorder } from "@/call-worker/ports/testing/recorder";
import type { MediaStart } from "./media-messages";
import { acceptMediaStream, mediaServerOptions } from "./media-stream";

const ACCOUNT = `AC${"1".repeat(32)}`;
const CALL = `CA${"2".repeat(32)}`;
const STREAM = `MZ${"3".repeat(32)}`;

type Told =
  | { kind: "started"; start: MediaStart; line: Line }
  | { kind: "audio"; bytes: Buffer }
  | { kind: "mark"; name: string }
  | { kind: "key"; digit: string }
  | { kind: "over"; reason: string; begun: boolean };

const connected = { event: "connected", protocol: "Call", version: "1.0.0" };

function start(changes: Record<string, unknown> = {}) {
  return {
    event: "start",
    sequenceNumber: "1",
    streamSid: STREAM,
    start: {
      accountSid: ACCOUNT,
      callSid: CALL,
      streamSid: STREAM,
      tracks: ["inbound"],
      mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
      customParameters: { token: "secret" },
      ...changes,
    },
  };
}

function media(sequence: number | string, payload: unknown, changes: Record<string, unknown> = {}) {
  return {
    event: "media",
    sequenceNumber: String(sequence),
    streamSid: STREAM,
    media: { track: "inbound", chunk: "1", timestamp: "20", payload },
    ...changes,
  };
}

const frame = Buffer.from(Array.from({ length: 160 }, (_, index) => index));
const stop = { event: "stop", sequenceNumber: "9", streamSid: STREAM, stop: { accountSid: ACCOUNT, callSid: CALL } };

let http: Server;
let sockets: WebSocketServer;
let told: Recorder<Told>;

/** Opens a stream as the carrier would; `closed` is what our side gave as its reason. */
async function carrier(messages: readonly (object | string | Buffer)[] = []) {
  const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/media`);
  const received = new Recorder<Record<string, unknown>>();
  socket.on("message", (data) => received.add(JSON.parse(String(data)) as Record<string, unknown>));
  socket.on("error", () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once("close", (code, reason) => resolve({ code, reason: reason.toString("utf8") }));
  });
  await new Promise((resolve) => socket.once("open", resolve));
  const send = (message: object | string | Buffer): void => {
    socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  };
  for (const message of messages) send(message);
  return { socket, received, closed, send };
}

function over(): Promise<Told> {
  return told.until((each) => each.kind === "over");
}

beforeEach(async () => {
  told = new Recorder();
  http = createServer();
  sockets = new WebSocketServer({ ...mediaServerOptions });
  http.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const tell = told;
      acceptMediaStream(accepted, {
        onStart(startOfCall, line) {
          tell.add({ kind: "started", start: startOfCall, line });
          return {
            onAudio: (mulaw) => tell.add({ kind: "audio", bytes: Buffer.from(mulaw) }),
            onMark: (name) => tell.add({ kind: "mark", name }),
            onKey: (digit) => tell.add({ kind: "key", digit }),
            onClosed: (reason) => tell.add({ kind: "over", reason, begun: true }),
          };
        },
        onRejected: (reason) => tell.add({ kind: "over", reason, begun: false }),
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  vi.useRealTimers();
  for (const client of sockets.clients) client.terminate();
  http.closeAllConnections();
  await new Promise<void>((resolve) => http.close(() => resolve()));
});

describe("a media stream", () => {
  it("tells who it is, then its audio, marks and keys in order", async () => {
    const { closed } = await carrier([
      connected,
      start(),
      media(2, frame.toString("base64")),
      { event: "mark", sequenceNumber: "3", streamSid: STREAM, mark: { name: "g1:200" } },
      { event: "dtmf", sequenceNumber: "4", streamSid: STREAM, dtmf: { track: "inbound_track", digit: "#" } },
      { event: "invented tomorrow", anything: [] },
      media(5, Buffer.from([1, 2, 3]).toString("base64")),
      stop,
    ]);
    expect(await over()).toMatchObject({ begun: true, reason: "the carrier ended the stream" });
    expect((await closed).code).toBe(1000);
    const [begun, ...rest] = told.events;
    expect(begun).toMatchObject({
      start: { accountSid: ACCOUNT, callSid: CALL, streamSid: STREAM, parameters: { token: "secret" } },
    });
    expect(rest.slice(0, -1)).toEqual([
      { kind: "audio", bytes: frame },
      { kind: "mark", name: "g1:200" },
      { kind: "key", digit: "#" },
      { kind: "audio", bytes: Buffer.from([1, 2, 3]) },
    ]);
  });

  it("carries audio, marks and clear to the carrier, and closes on demand", async () => {
    const { received, closed } = await carrier([connected, start()]);
    const begun = await told.until((each) => each.kind === "started");
    if (begun.kind !== "started") throw new Error("not started");
    const audio = new Uint8Array(frame.buffer, frame.byteOffset + 10, 40);
    begun.line.sendAudio(audio);
    begun.line.sendMark('odd "name"');
    begun.line.clear();
    begun.line.close();
    expect((await closed).code).toBe(1000);
    expect(begun.line.lineId).toBe(STREAM);
    expect(received.events).toEqual([
      { event: "media", streamSid: STREAM, media: { payload: Buffer.from(audio).toString("base64") } },
      { event: "mark", streamSid: STREAM, mark: { name: 'odd "name"' } },
      { event: "clear", streamSid: STREAM },
    ]);
    begun.line.sendAudio(audio);
    expect(await over()).toMatchObject({ begun: true });
  });

  it("ignores a message that comes twice and audio of the other track, and allows gaps", async () => {
    const once = media(2, Buffer.from([7]).toString("base64"));
    await carrier([
      start(),
      once,
      once,
      media(3, Buffer.from([8]).toString("base64"), { media: { track: "outbound", payload: "CA==" } }),
      media(10, Buffer.from([9]).toString("base64")),
      { ...stop, sequenceNumber: "11" },
    ]);
    await over();
    expect(
      told.events.filter((each) => each.kind === "audio").map((each) => each.kind === "audio" && each.bytes[0]),
    ).toEqual([7, 9]);
  });

  it("takes the longest message and no longer one", async () => {
    const { closed } = await carrier([start(), "x".repeat(65_537)]);
    expect(await over()).toMatchObject({ begun: true, reason: expect.stringContaining("Max payload") as unknown });
    expect((await closed).code).toBe(1009);
  });

  it("gives up a stream that never starts", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { closed } = await carrier([connected]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await over()).toEqual({ kind: "over", begun: false, reason: "no start message within 10 s" });
    expect((await closed).code).toBe(1008);
  });

  it("survives a burst after a stall but not a flood", async () => {
    const burst = Array.from({ length: 500 }, (_, index) => media(index + 2, "/w=="));
    const { closed } = await carrier([start(), ...burst]);
    await told.untilCount(500, (each) => each.kind === "audio");
    const flood = await carrier(Array.from({ length: 1_300 }, () => connected));
    expect(await over()).toMatchObject({ reason: "too many messages" });
    expect((await flood.closed).code).toBe(1008);
    const first = told.events.find((each) => each.kind === "started");
    if (first?.kind === "started") first.line.close();
    await closed;
  });

  it.each<[string, (object | string | Buffer)[], string]>([
    ["text that is not JSON", ["{"], "not JSON"],
    ["JSON that is not an object", ["[]"], "not a JSON object"],
    ["null", ["null"], "not a JSON object"],
    ["a message without an event", [{}], "event"],
    ["an event that is not text", [{ event: 5 }], "event"],
    ["a binary message", [Buffer.from([1])], "binary"],
    ["media before start", [media(1, "/w==")], "media before start"],
    ["stop before start", [stop], "stop before start"],
    ["a start without its fields", [{ event: "start" }], "start"],
    ["a start of another format", [start({ mediaFormat: { encoding: "audio/l16" } })], "mediaFormat"],
    ["a start whose ids differ", [start({ streamSid: `MZ${"9".repeat(32)}` })], "differs"],
    ["a second start", [start(), start()], "second time"],
    ["media without content", [start(), { ...media(2, ""), media: null }], "media"],
    ["media of another stream", [start(), { ...media(2, "/w=="), streamSid: "MZ0" }], "another stream"],
    [
      "a mark of another stream",
      [start(), { event: "mark", sequenceNumber: "2", streamSid: "MZ0", mark: { name: "a" } }],
      "another stream",
    ],
    ["an unknown track", [start(), media(2, "/w==", { media: { track: "sideways", payload: "/w==" } })], "track"],
    ["a payload that is not text", [start(), media(2, 5)], "payload"],
    ["a payload that is not base64", [start(), media(2, "!!!!")], "not base64"],
    ["more audio than a carrier sends", [start(), media(2, "A".repeat(40_000))], "two seconds"],
    ["a sequence that is no number", [start(), media("soon", "/w==")], "sequenceNumber"],
    ["messages out of order", [start(), media(5, "/w=="), media(4, "/w==")], "out of order"],
    ["a mark without a name", [start(), { event: "mark", sequenceNumber: "2", streamSid: STREAM, mark: {} }], "mark"],
    [
      "a key that no phone has",
      [start(), { event: "dtmf", sequenceNumber: "2", streamSid: STREAM, dtmf: { digit: "X" } }],
      "digit",
    ],
  ])("%s closes that call alone, with a reason", async (_, messages, reason) => {
    const other = await carrier([connected, start()]);
    await told.until((each) => each.kind === "started");
    const hostile = await carrier(messages);
    const end = await over();
    expect(end).toMatchObject({ reason: expect.stringContaining(reason) as unknown });
    expect(await hostile.closed).toMatchObject({ reason: expect.stringContaining(reason) as unknown });
    other.send(media(2, frame.toString("base64")));
    await told.until((each) => each.kind === "audio" && each.bytes.equals(frame));
    other.socket.terminate();
  });

  it("whatever it sends, it only ever ends itself", async () => {
    const field = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.object({ maxDepth: 2 }));
    const event = fc.constantFrom("connected", "start", "media", "mark", "dtmf", "stop", "clear", "", "__proto__");
    const odd = fc.record(
      {
        event: fc.oneof(event, field),
        sequenceNumber: field,
        streamSid: fc.oneof(fc.constant(STREAM), field),
        media: field,
        start: field,
        mark: field,
        dtmf: field,
        stop: field,
      },
      { requiredKeys: [] },
    );
    const hostile = fc.oneof(
      odd,
      fc.string(),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 8 }), fc.boolean(), async (messages, begun) => {
        told = new Recorder();
        const { socket } = await carrier(begun ? [start(), ...messages] : messages);
        socket.close();
        await over();
        expect(told.events.filter((each) => each.kind === "over")).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });
});
