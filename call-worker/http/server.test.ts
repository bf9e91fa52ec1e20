import { once } from "node:events";
import { connect } from "node:net";
import pino from "pino";
import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import WebSocket from "ws";
import { createTwilioWebhooks } from "@/call-worker/adapters/twilio/twilio-webhooks";
import { createVirtualClock, type VirtualClock } from "@/call-worker/testing/virtual-clock";
import type { CarrierRecord } from "@/lib/services/call-journal/records";
import type { CallForNext } from "@/lib/services/call-ownership/find-for-next";
import type { OpenCallOutcome } from "@/lib/services/inbound/open-call";
import type { Diversion } from "@/lib/services/inbound/resolve-number";
import type { ControlCommand, NextInstruction } from "@/lib/services/workers/control-command";
import { sendControlCommand } from "@/lib/services/workers/send-command";
import { createBrowserDoor } from "./browser";
import { createMetrics, type WorkerMetrics } from "./metrics";
import { createPlacement } from "./placement";
import { createHttpServer, type HttpServer, type HttpServerDeps } from "./server";

const authToken = "an-auth-token";
const publicCallUrl = "https://calls.example.com";
const organizationId = "0198c0de-0000-7000-8000-000000000001";
const callId = "0198c0de-0000-7000-8000-000000000002";
const named = `?org=${organizationId}&call=${callId}`;
const ring = {
  CallSid: "CA00000000000000000000000000000001",
  AccountSid: "AC00000000000000000000000000000001",
  CallStatus: "ringing",
  From: "+12025550101",
  To: "+12025550100",
  Direction: "inbound",
};
const stored: CallForNext = {
  organizationId,
  callId,
  agentId: "0198c0de-0000-7000-8000-000000000003",
  language: "de-DE",
  providerCallSid: ring.CallSid,
  status: "in_progress",
  epoch: 0,
  claimed: true,
  owner: null,
  nextInstruction: null,
};

/** What comes of people's telephones has tests of its own. */
const nobody = Promise.reject<never>(new Error("no telephone of a person is part of this test"));
nobody.catch(() => undefined);

let clock: VirtualClock;
let capacity: { slots: number; load: number; draining: boolean };
let journaled: CarrierRecord[];
let fallback: ReturnType<HttpServerDeps["lastKnownFallback"]>;
let outcome: () => Promise<OpenCallOutcome>;
let local: NextInstruction | null;
let storedCall: CallForNext | null;
let ownerSays: NextInstruction | null;
let commands: [string, ControlCommand][];
let mediaSockets: WebSocket[];
let metrics: WorkerMetrics;
let deps: HttpServerDeps;
let http: HttpServer;
let port: number;

beforeEach(async () => {
  clock = createVirtualClock();
  capacity = { slots: 10, load: 0, draining: false };
  [journaled, commands, mediaSockets] = [[], [], []];
  outcome = async () => ({ kind: "connect", organizationId, callId, token: "one-time" });
  fallback = null;
  [local, storedCall, ownerSays] = [null, stored, null];
  const journal = { diskOk: true, storeOk: true, lagMs: 0, fileBytes: 0, rejected: 0 };
  metrics = createMetrics({
    calls: () => ({ ...capacity, reserved: 0 }),
    journal: () => journal,
    sockets: () => 0,
  });
  deps = {
    carrier: createTwilioWebhooks({ authToken, publicCallUrl }),
    placement: createPlacement({
      self: { workerId: "w1", publicUrl: publicCallUrl, capacity: () => capacity },
      clock,
    }),
    clock,
    log: pino({ level: "silent" }),
    metrics,
    publicCallUrl,
    openCall: ({ hasRoom }) => (hasRoom ? outcome() : Promise.resolve({ kind: "busy" })),
    openOutboundLeg: () => outcome(),
    lastKnownFallback: () => fallback,
    journal: { append: (record) => void journaled.push(record) },
    localNext: () => local,
    findForNext: async () => storedCall,
    askOwner: async () => ownerSays,
    prepareTakeOver: async ({ epoch }) => `take-over-${epoch}`,
    prepareReturn: () => nobody,
    isKilled: () => false,
    offerInConference: () => nobody,
    leg: { opened: () => nobody, keyed: () => nobody, ended: () => nobody, conferenceMoved: () => nobody },
    onCarrierReport: () => {},
    commandOwner: async (call, command) => {
      commands.push([call.callId, command]);
      return true;
    },
    controlSecret: "internal-secret",
    publish: () => undefined,
    control: (id, command) => {
      commands.push([id, command]);
      return id === callId ? { result: "done", next: local } : { result: "not_here" };
    },
    readiness: {
      capacity: () => capacity,
      journal: () => journal,
      loopDelayP99Ms: () => 0,
      missingVendors: () => [],
    },
    onMediaSocket: (socket) => void mediaSockets.push(socket),
    callers: door(() => capacity.load < capacity.slots),
    supervisors: door(() => true),
  };
  http = createHttpServer(deps);
  port = await http.listen(0, "127.0.0.1");
});
afterEach(async () => {
  mediaSockets.forEach((socket) => socket.terminate());
  metrics.close();
  http.server.closeAllConnections();
  await http.close();
});

const door = (hasRoom: () => boolean) =>
  createBrowserDoor({
    webRtc: { iceServers: [], extraAddresses: ["127.0.0.1"], portRange: null },
    hasRoom,
    subjectOf: () => null,
    onStart: () => ({ receiveFrame: () => {}, receiveText: () => {}, lost: () => {} }),
    onRejected: () => {},
  });
const url = (path: string) => `http://127.0.0.1:${port}${path}`;
function webhook(path: string, form: Record<string, string>, options: { signature?: string; method?: string } = {}) {
  const signature = options.signature ?? twilio.getExpectedTwilioSignature(authToken, publicCallUrl + path, form);
  const headers = { "x-twilio-signature": signature };
  return fetch(url(path), { method: "POST", headers, body: new URLSearchParams(form) });
}
const textOf = async (response: Promise<Response>) => (await response).text();

test("a ring is connected to a worker with a token, and closing the stream leads to `next` of this very call", async () => {
  const response = await webhook("/twilio/voice", ring);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/xml");
  const twiml = await response.text();
  expect(twiml).toContain('<Stream url="wss://calls.example.com/media"><Parameter name="token" value="one-time"/>');
  expect(twiml).toContain(
    `<Redirect method="POST">https://calls.example.com/twilio/next?org=${organizationId}&amp;call=${callId}#rc=5&amp;rp=ct,rt,5xx</Redirect>`,
  );
});

test.each([
  ["unknown_number", "not in service"],
  ["not_answering", "nobody can answer"],
  ["killed", "closed at the moment"],
] as const)("%s is told in words, then hung up", async (kind, words) => {
  outcome = async () => ({ kind });
  const twiml = await textOf(webhook("/twilio/voice", ring));
  expect(twiml).toContain(words);
  expect(twiml).toContain("<Hangup/>");
});

test("with every slot taken or reserved the caller hears that all lines are busy; calls on their way count", async () => {
  capacity = { slots: 2, load: 1, draining: false };
  expect(await textOf(webhook("/twilio/voice", ring))).toContain("<Connect>");
  const second = { ...ring, CallSid: `${ring.CallSid.slice(0, -1)}2` };
  expect(await textOf(webhook("/twilio/voice", second))).toContain("lines are busy");
  expect(await textOf(webhook("/twilio/voice", ring))).toContain("<Connect>");
  clock.advance(15_001);
  expect(await textOf(webhook("/twilio/voice", second))).toContain("<Connect>");
});

test("while draining no new call is taken, but a call we placed still is", async () => {
  capacity = { ...capacity, draining: true };
  expect(await textOf(webhook("/twilio/voice", ring))).toContain("lines are busy");
  const placed = { ...ring, Direction: "outbound-api", CallStatus: "in-progress" };
  expect(await textOf(webhook(`/twilio/voice${named}`, placed))).toContain("<Connect>");
});

test("with the database away the caller hears an apology and the call is journaled as failed", async () => {
  outcome = () => Promise.reject(new Error("connect ECONNREFUSED"));
  const response = await webhook("/twilio/voice", ring);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("We are sorry");
  expect(journaled).toMatchObject([
    { k: "carrier", kind: "refused", status: "failed", providerCallSid: ring.CallSid, from: ring.From, to: ring.To },
  ]);
});

test("with the database away the caller is handed to the person the business last named, or hears its words", async () => {
  outcome = () => Promise.reject(new Error("the database is away"));
  fallback = { forwardTo: "+14155552671", message: null, language: "en-US" };
  expect(await textOf(webhook("/twilio/voice", ring))).toContain("<Number>+14155552671</Number></Dial>");
  fallback = { forwardTo: null, message: "Wir sind gleich zurück.", language: "de-DE" };
  expect(await textOf(webhook("/twilio/voice", ring))).toContain('<Say language="de-DE">Wir sind gleich zurück.</Say>');
});

test("a ring that no agent takes by schedule goes to a telephone or hears a sentence, and takes no slot", async () => {
  const diverted = (diversion: Diversion): OpenCallOutcome => ({ kind: "diverted", language: "fr-FR", diversion });
  outcome = async () => diverted({ kind: "forward", to: "+14155552671", reason: "schedule" });
  expect(await textOf(webhook("/twilio/voice", ring))).toContain(`callerId="${ring.To}"`);
  outcome = async () => diverted({ kind: "message", text: "Nous sommes fermés.", reason: "outage" });
  expect(await textOf(webhook("/twilio/voice", ring))).toContain('<Say language="fr-FR">Nous sommes fermés.</Say>');
  expect(deps.placement.reserved()).toBe(0);
});

test("a database that does not answer costs the caller 3 s at most", async () => {
  let asked = () => {};
  const started = new Promise<void>((resolve) => (asked = resolve));
  outcome = () => {
    asked();
    return new Promise(() => {});
  };
  const answer = textOf(webhook("/twilio/voice", ring));
  await started;
  clock.advance(3_000);
  expect(await answer).toContain("We are sorry");
});

test("a status report is journaled with the carrier's own time and number, then answered 204", async () => {
  const form = {
    ...ring,
    CallStatus: "completed",
    SequenceNumber: "3",
    Timestamp: "Fri, 20 Nov 2026 10:00:00 +0000",
    CallDuration: "12",
  };
  expect((await webhook(`/twilio/status${named}`, form)).status).toBe(204);
  expect(journaled).toMatchObject([
    {
      kind: "status",
      status: "completed",
      sequence: 3,
      at: "2026-11-20T10:00:00.000Z",
      organizationId,
      callId,
      direction: "inbound",
    },
  ]);
});

test("an answering-machine result is journaled and handed to the call's owner", async () => {
  const form = { CallSid: ring.CallSid, AccountSid: ring.AccountSid, AnsweredBy: "machine_end_beep" };
  expect((await webhook(`/twilio/amd${named}`, form)).status).toBe(204);
  expect(journaled).toMatchObject([{ kind: "amd", status: null, answeredBy: "machine_end_beep", callId }]);
  await expect.poll(() => commands).toEqual([[callId, { command: "amd", answeredBy: "machine_end_beep" }]]);
});

test("next: a call that ended is hung up, one to be transferred is dialled, neither asks the database", async () => {
  storedCall = null;
  local = { kind: "hang_up" };
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain("<Response><Hangup/></Response>");
  local = { kind: "dial", to: "+12025550199" };
  const twiml = await textOf(webhook(`/twilio/next${named}`, ring));
  expect(twiml).toContain("<Number>+12025550199</Number>");
  expect(twiml).toContain(`callerId="${ring.To}"`);
});

test("next: a call whose worker was lost is connected again under the next epoch, five times at most", async () => {
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain('value="take-over-1"');
  storedCall = { ...stored, epoch: 4 };
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain('value="take-over-5"');
  storedCall = { ...stored, epoch: 5 };
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain(
    `language="de-DE">Es tut uns leid. Die Verbindung`,
  );
});

test("next: another worker that still has the call decides; one that is gone does not hold it up", async () => {
  storedCall = { ...stored, owner: { workerId: "w2", url: "http://127.0.0.1:1" } };
  ownerSays = { kind: "say", text: "Thank you for calling." };
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain("Thank you for calling.");
  ownerSays = null;
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain('value="take-over-1"');
});

test("next: a finished or unknown call is hung up", async () => {
  storedCall = { ...stored, status: "completed" };
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain("<Response><Hangup/></Response>");
  storedCall = null;
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain("<Response><Hangup/></Response>");
});

test.each(["/twilio/voice", "/twilio/next", "/twilio/status", "/twilio/amd"])(
  "%s without the carrier's signature is refused and has no effect",
  async (path) => {
    for (const signature of [
      "",
      "bm90IGEgc2lnbmF0dXJl",
      twilio.getExpectedTwilioSignature("other", publicCallUrl + path, ring),
    ]) {
      const response = await webhook(path, ring, { signature });
      expect(response.status).toBe(403);
    }
    // Signed for another address, as behind a proxy that lies about the host.
    const elsewhere = twilio.getExpectedTwilioSignature(authToken, `https://evil.example.com${path}`, ring);
    expect((await webhook(path, ring, { signature: elsewhere })).status).toBe(403);
    expect(journaled).toEqual([]);
  },
);

test("a field changed after signing is refused", async () => {
  const signature = twilio.getExpectedTwilioSignature(authToken, `${publicCallUrl}/twilio/voice`, ring);
  expect((await webhook("/twilio/voice", { ...ring, To: "+12025550111" }, { signature })).status).toBe(403);
});

test("methods, paths, media types and sizes are strict, and each refusal says what to do", async () => {
  expect((await fetch(url("/twilio/voice"))).status).toBe(405);
  expect((await fetch(url("/twilio/voice"))).headers.get("allow")).toBe("POST");
  expect((await fetch(url("/healthz"), { method: "POST" })).status).toBe(405);
  for (const path of [
    "/twilio",
    "/twilio/",
    "/twilio/voice/",
    "/TWILIO/voice",
    "/toString",
    "//twilio/voice",
    "/twilio//voice",
    "/twilio/voice%3F",
    "/twilio%2Fvoice",
    "//",
    "/twilio/../metrics%00",
  ]) {
    expect((await fetch(url(path), { method: "POST" })).status, path).toBe(404);
  }
  const json = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await fetch(url("/twilio/voice"), json)).status).toBe(415);
  const large = await webhook("/twilio/voice", { ...ring, CallerName: "x".repeat(70_000) });
  expect(large.status).toBe(413);
  expect(await large.json()).toEqual({ error: expect.stringContaining("65536") as string });
  expect((await webhook("/twilio/voice", { CallSid: "nonsense" })).status).toBe(400);
});

test("a body that never ends is cut off at 64 KiB even without a length", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("POST /twilio/voice HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n");
  socket.write("content-type: application/x-www-form-urlencoded\r\n\r\n");
  for (let i = 0; i < 80; i += 1) socket.write(`400\r\n${"a".repeat(1_024)}\r\n`);
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toContain("413");
  await once(socket, "close");
});

test("connections that say nothing, or only bit by bit, are closed; others are served meanwhile", async () => {
  const hurried = createHttpServer({ ...deps, limits: { headersMs: 60, requestMs: 120, checkedEveryMs: 20 } });
  const hurriedPort = await hurried.listen(0, "127.0.0.1");
  const trickles = [
    [],
    ["POST /twilio/voice HT", "TP/1.1\r\n", "x-a: 1\r\n"],
    ["POST /twilio/voice HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n", "\r\n", "Call"],
    ["POST /control/calls/x HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n", "1\r\na\r\n"],
  ];
  const closed = trickles.map(async (pieces) => {
    const socket = connect(hurriedPort, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    for (const piece of pieces) await new Promise((written) => socket.write(piece, written));
    if (!socket.destroyed) await once(socket, "close");
  });
  expect((await fetch(`http://127.0.0.1:${hurriedPort}/healthz`)).status).toBe(200);
  await Promise.all(closed);
  hurried.server.closeAllConnections();
  await hurried.close();
});

test("malformed HTTP and odd addresses leave the server standing", async () => {
  for (const line of ["GET // HTTP/1.1", "GET http://[ HTTP/1.1", "GET /%ff?%ff HTTP/1.1", "\u0000\u0001\u0002"]) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.on("data", () => {});
    socket.end(`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`);
    await once(socket, "close");
  }
  expect((await fetch(url("/healthz"))).status).toBe(200);
});

test("readiness names every reason; health does not depend on it", async () => {
  expect(await (await fetch(url("/readyz"))).json()).toEqual({ ready: true, reasons: [] });
  capacity = { slots: 2, load: 2, draining: true };
  const response = await fetch(url("/readyz"));
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    reasons: [expect.stringContaining("draining"), expect.stringContaining("2 slots")],
  });
  expect((await fetch(url("/healthz"))).status).toBe(200);
});

test("metrics tell turns, calls, journal and loop in Prometheus' form", async () => {
  const nothing = { endOfTurnDelayMs: null, llmTtftMs: null, ttsTtfbMs: null, toolMs: null, addedDelayMs: null };
  metrics.observeTurn({ ...nothing, voiceToVoiceMs: 640, speculation: "used" });
  const text = await textOf(fetch(url("/metrics")));
  expect(text).toContain('lk_agents_turn_e2e_latency_seconds_bucket{le="0.8"} 1');
  expect(text).toContain("lk_agents_turn_llm_ttft_seconds_count 0");
  expect(text).toContain("aybiza_journal_lag_seconds 0");
  expect(text).toContain("aybiza_event_loop_delay_p99_seconds");
});

test("a media socket needs the carrier's signature on its handshake", async () => {
  const signature = twilio.getExpectedTwilioSignature(authToken, "wss://calls.example.com/media", {});
  const good = new WebSocket(`ws://127.0.0.1:${port}/media`, { headers: { "x-twilio-signature": signature } });
  await once(good, "open");
  expect(mediaSockets).toHaveLength(1);

  for (const [path, headers, status] of [
    ["/media", {}, 403],
    ["/media", { "x-twilio-signature": "AAAA" }, 403],
    ["/media?x=1", { "x-twilio-signature": signature }, 403],
    ["/elsewhere", { "x-twilio-signature": signature }, 404],
  ] as const) {
    const bad = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    const [error] = (await once(bad, "error")) as [Error];
    expect(error.message).toContain(String(status));
  }
  expect(mediaSockets).toHaveLength(1);
});

test("a media message over 64 KiB closes that socket alone", async () => {
  const signature = twilio.getExpectedTwilioSignature(authToken, "wss://calls.example.com/media", {});
  const openMedia = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/media`, { headers: { "x-twilio-signature": signature } });
    await once(socket, "open");
    return socket;
  };
  const [big, other] = [await openMedia(), await openMedia()];
  big.send("x".repeat(70_000));
  const [code] = (await once(big, "close")) as [number];
  expect(code).toBe(1009);
  expect(other.readyState).toBe(WebSocket.OPEN);
});

test("commands from our own processes are signed, fresh and for this very call", async () => {
  const worker = { url: url("/") };
  const nowMs = clock.wallTime().getTime();
  const options = { secret: "internal-secret", nowMs };
  local = { kind: "hang_up" };
  expect(await sendControlCommand(worker, callId, { command: "next" }, options)).toEqual({
    result: "done",
    next: { kind: "hang_up" },
  });
  expect(commands).toEqual([[callId, { command: "next" }]]);
  commands.length = 0;
  const stale = { ...options, nowMs: nowMs - 31_000 };
  expect(await sendControlCommand(worker, callId, { command: "kill", reason: "x" }, stale)).toBeNull();
  expect(
    await sendControlCommand(worker, callId, { command: "kill", reason: "x" }, { ...options, secret: "guess" }),
  ).toBeNull();
  expect(commands).toEqual([]);
  expect(await sendControlCommand({ url: "http://127.0.0.1:1" }, callId, { command: "next" }, options)).toBeNull();
});
