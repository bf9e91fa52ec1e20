import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { CarrierStep } from "@/call-worker/http/carrier";
import type { Line } from "@/call-worker/ports/line";
import { Recorder } from "@/call-worker/ports/testing/recorder";
import { createTwilioRest } from "@/lib/adapters/twilio/rest";
import { dial as dialSandbox } from "@/sandbox/cli/telephone";
import { startSandbox } from "@/sandbox/server/start";
import type { Sandbox } from "@/sandbox/server/start";
import type { MediaStart } from "./media-messages";
import { acceptMediaStream, mediaServerOptions } from "./media-stream";
import { createTwilioWebhooks } from "./twilio-webhooks";

const ACCOUNT = `AC${"0".repeat(32)}`;
const TOKEN = "sandbox-auth-token";
const NUMBER = "+14155550111";
const CALLER = "+14155550123";

type Told =
  | { kind: "webhook"; path: string; genuine: boolean; params: Record<string, string> }
  | { kind: "started"; start: MediaStart; line: Line }
  | { kind: "audio"; bytes: Buffer }
  | { kind: "mark"; name: string }
  | { kind: "key"; digit: string }
  | { kind: "over"; reason: string };

let sandbox: Sandbox;
let http: Server;
let base: string;
let told: Recorder<Told>;
/** What a webhook's path is answered with. */
let steps: Record<string, CarrierStep | undefined>;
let webhooks: ReturnType<typeof createTwilioWebhooks>;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const params = Object.fromEntries(new URLSearchParams(body));
  const pathAndQuery = request.url ?? "/";
  const signature = request.headers["x-twilio-signature"] as string | undefined;
  const genuine = webhooks.isGenuine({ pathAndQuery, signature, params });
  const path = pathAndQuery.split("?")[0] ?? "";
  const step = steps[path];
  if (step === undefined) response.writeHead(204).end();
  else {
    const document = webhooks.render(step);
    response.writeHead(200, { "content-type": document.contentType }).end(document.body);
  }
  told.add({ kind: "webhook", path, genuine, params });
}

const rest = () => createTwilioRest({ accountSid: ACCOUNT, authToken: TOKEN, baseUrl: sandbox.url });

async function started() {
  const event = await told.until((each) => each.kind === "started");
  if (event.kind !== "started") throw new Error("unreachable");
  return event;
}

async function webhook(path: string, matches: (params: Record<string, string>) => boolean = () => true) {
  const event = await told.until((each) => each.kind === "webhook" && each.path === path && matches(each.params));
  if (event.kind !== "webhook") throw new Error("unreachable");
  return event;
}

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: ACCOUNT, authToken: TOKEN, deepgramKeys: "any" });
  const client = twilio(ACCOUNT, TOKEN);
  client.api.baseUrl = sandbox.url;
  const owned = await client.incomingPhoneNumbers.list({ phoneNumber: NUMBER });
  if (owned.length === 0) await client.incomingPhoneNumbers.create({ phoneNumber: NUMBER });
});

beforeEach(async () => {
  told = new Recorder();
  http = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer(mediaServerOptions);
  http.on("upgrade", (request, socket, head) => {
    const signature = request.headers["x-twilio-signature"] as string | undefined;
    if (!webhooks.isGenuineUpgrade({ pathAndQuery: request.url ?? "/", signature })) {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      acceptMediaStream(accepted, {
        onStart(start, line) {
          told.add({ kind: "started", start, line });
          return {
            onAudio: (mulaw) => told.add({ kind: "audio", bytes: Buffer.from(mulaw) }),
            onMark: (name) => told.add({ kind: "mark", name }),
            onKey: (digit) => told.add({ kind: "key", digit }),
            onClosed: (reason) => told.add({ kind: "over", reason }),
          };
        },
        onRejected: (reason) => told.add({ kind: "over", reason }),
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  webhooks = createTwilioWebhooks({ authToken: TOKEN, publicCallUrl: base });
  steps = {
    "/twilio/voice": {
      kind: "connect",
      mediaUrl: `${base.replace("http", "ws")}/media`,
      token: "one-time-token",
      nextUrl: `${base}/twilio/next?org=1&call=2`,
    },
    "/twilio/next": { kind: "hang_up" },
  };
  await rest().upsertNumberWebhooks({
    e164: NUMBER,
    voiceUrl: `${base}/twilio/voice`,
    statusCallback: `${base}/twilio/status`,
    fallbackUrl: `${base}/twilio/fallback`,
  });
});

afterEach(async () => {
  sandbox.controls.faults.clearAll();
  http.closeAllConnections();
  await new Promise<void>((resolve) => http.close(() => resolve()));
});

afterAll(() => sandbox.close());

describe("a call from the telephone network", () => {
  it("is signed, connected, heard, spoken to, and followed by next", async () => {
    const script = [{ say: "Hello, is this the pizza place?" }, { dtmf: "5#" }];
    const call = await dialSandbox(sandbox.url, { from: CALLER, to: NUMBER, script }, () => {});
    const { start, line } = await started();
    expect(start).toMatchObject({
      accountSid: ACCOUNT,
      callSid: call.callSid,
      parameters: { token: "one-time-token" },
    });
    const voice = await webhook("/twilio/voice");
    expect(voice.genuine).toBe(true);
    expect(webhooks.readCall(voice.params)).toEqual({
      providerCallSid: call.callSid,
      direction: "inbound",
      from: CALLER,
      to: NUMBER,
      isCallerRefuted: false,
    });

    await told.untilCount(20, (each) => each.kind === "audio");
    const audio = told.events.flatMap((each) => (each.kind === "audio" ? [each.bytes] : []));
    expect(new Set(audio.map((bytes) => bytes.length))).toEqual(new Set([160]));

    line.sendAudio(new Uint8Array(1_600).fill(0x55));
    line.sendMark("played");
    await told.until((each) => each.kind === "mark" && each.name === "played");
    line.sendAudio(new Uint8Array(80_000).fill(0x55));
    line.sendMark("cleared");
    line.clear();
    await told.until((each) => each.kind === "mark" && each.name === "cleared");
    await told.until((each) => each.kind === "key" && each.digit === "#");
    expect(told.events.flatMap((each) => (each.kind === "key" ? [each.digit] : []))).toEqual(["5", "#"]);

    line.close();
    const next = await webhook("/twilio/next");
    expect(next.genuine).toBe(true);
    expect(webhooks.readNext(next.params).providerCallSid).toBe(call.callSid);
    const status = await webhook("/twilio/status", (params) => params["CallStatus"] === "completed");
    expect(status.genuine).toBe(true);
    const report = webhooks.readStatus(status.params);
    expect(report).toMatchObject({ providerCallSid: call.callSid, status: "completed", direction: "inbound" });
    await call.done;
  });

  it("ends our stream when the caller hangs up", async () => {
    const call = await dialSandbox(sandbox.url, { from: CALLER, to: NUMBER, script: [] }, () => {});
    await started();
    call.send({ type: "hangup" });
    const over = await told.until((each) => each.kind === "over");
    expect(over).toMatchObject({ reason: "the carrier ended the stream" });
    await webhook("/twilio/status", (params) => params["CallStatus"] === "completed");
    await call.done;
  });

  it("hears what we say without an agent", async () => {
    steps["/twilio/voice"] = { kind: "say", text: "Sorry, all lines are busy." };
    const call = await dialSandbox(sandbox.url, { from: CALLER, to: NUMBER, script: [] }, () => {});
    const { params } = await webhook("/twilio/status", (each) => each["CallStatus"] === "completed");
    expect(params["CallSid"]).toBe(call.callSid);
    await call.done;
  });
});

describe("Twilio's REST interface", () => {
  const place = (change: object = {}) =>
    rest().createCall({
      to: CALLER,
      from: NUMBER,
      url: `${base}/twilio/voice?org=1&call=3`,
      statusCallback: `${base}/twilio/status`,
      timeoutSeconds: 20,
      timeLimitSeconds: 60,
      ...change,
    });

  it("places a call that can be followed and ended", async () => {
    const { callSid } = await place({ amdCallback: `${base}/twilio/amd` });
    const { start, line } = await started();
    expect(start.callSid).toBe(callSid);
    const { genuine, params } = await webhook("/twilio/voice");
    expect(genuine).toBe(true);
    expect(webhooks.readCall(params)).toMatchObject({ direction: "outbound", from: NUMBER, to: CALLER });
    expect(await rest().fetchCallStatus(callSid)).toMatchObject({ status: "in-progress" });
    expect(line.bufferedBytes()).toBe(0);
    expect(await rest().endCall(callSid)).toBe(true);
    await told.until((each) => each.kind === "over");
    const { params: last } = await webhook("/twilio/status", (each) => each["CallStatus"] === "completed");
    expect(webhooks.readStatus(last).providerCallSid).toBe(callSid);
    expect(await rest().fetchCallStatus(callSid)).toMatchObject({ status: "completed" });
    const reported = told.events.flatMap((each) =>
      each.kind === "webhook" && each.path === "/twilio/status" ? [webhooks.readStatus(each.params)] : [],
    );
    expect(new Set(reported.map((each) => each.sequence)).size).toBe(reported.length);
  });

  it("knows nothing of a call that never was", async () => {
    const none = `CA${"f".repeat(32)}`;
    expect(await rest().fetchCallStatus(none)).toBeNull();
    expect(await rest().endCall(none)).toBe(false);
  });

  it("points a number of the account here, and knows no other", async () => {
    expect(await rest().findNumber(NUMBER)).toMatchObject({
      e164: NUMBER,
      voiceUrl: `${base}/twilio/voice`,
      statusCallback: `${base}/twilio/status`,
      fallbackUrl: `${base}/twilio/fallback`,
    });
    expect(await rest().findNumber("+14155550112")).toBeNull();
    const foreign = { e164: "+14155550112", voiceUrl: base, statusCallback: base, fallbackUrl: base };
    await expect(rest().upsertNumberWebhooks(foreign)).rejects.toMatchObject({
      name: "TwilioRestError",
      retryable: false,
      message: expect.stringContaining("does not own +14155550112") as unknown,
    });
  });

  it("says what to do about a refusal", async () => {
    const wrong = createTwilioRest({ accountSid: ACCOUNT, authToken: "wrong", baseUrl: sandbox.url });
    await expect(wrong.findNumber(NUMBER)).rejects.toMatchObject({
      code: 20003,
      status: 401,
      retryable: false,
      message: expect.stringContaining("auth token") as unknown,
    });
    await expect(place({ to: "not a number" })).rejects.toMatchObject({ code: 21211, retryable: false });
  });

  it("sends text messages, and names no number where it can't", async () => {
    const to = "+14155550177";
    const { messageSid } = await rest().sendMessage({ to, from: NUMBER, body: "123456 is your code" });
    const listed = await fetch(`${sandbox.url}/sandbox/messages?to=${encodeURIComponent(to)}`);
    expect(await listed.json()).toMatchObject({
      messages: [{ sid: messageSid, from: NUMBER, to, body: "123456 is your code" }],
    });
    expect(["queued", "sent", "delivered"]).toContain(await rest().fetchMessageStatus(messageSid));
    expect(await rest().fetchMessageStatus(`SM${"f".repeat(32)}`)).toBeNull();
    const refused = rest().sendMessage({ to, from: "+14155550112", body: "x" });
    await expect(refused).rejects.toMatchObject({ code: 21606, retryable: false });
    await expect(refused).rejects.not.toThrow(to);
  });

  it("never repeats a call whose fate is unknown", async () => {
    sandbox.controls.faults.add({ vendor: "twilio", operation: "calls.create", kind: "status", status: 500, count: 1 });
    await expect(place()).rejects.toMatchObject({ status: 500, retryable: false });
    sandbox.controls.faults.add({ vendor: "twilio", operation: "calls.create", kind: "status", status: 429, count: 1 });
    await expect(place()).rejects.toMatchObject({ status: 429, retryable: true });
    const nowhere = createTwilioRest({ accountSid: ACCOUNT, authToken: TOKEN, baseUrl: "http://127.0.0.1:9" });
    await expect(nowhere.fetchCallStatus(`CA${"f".repeat(32)}`)).rejects.toMatchObject({
      status: null,
      retryable: true,
    });
  });
});
