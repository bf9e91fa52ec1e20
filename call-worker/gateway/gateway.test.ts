import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import {
  LIVE_PATH,
  type ClientToServerEvents,
  type LiveTokenClaims,
  type ServerToClientEvents,
  type WatchCallReply,
} from "@/lib/contracts/live/socket";
import { tellCall } from "@/lib/domain/attention/testing/tell-call";
import { applyCallEvent, newLiveCall } from "@/lib/domain/live-call/apply-event";
import { createVirtualClock, type VirtualClock } from "@/call-worker/testing/virtual-clock";
import { ServiceError } from "@/lib/services/errors";
import type { Permission } from "@/lib/services/permissions";
import { signLiveToken, verifyLiveToken } from "@/lib/services/live/live-token";
import { createGateway, type Gateway } from "./gateway";

type Client = Socket<ServerToClientEvents, ClientToServerEvents>;
const secret = "a-secret-of-at-least-32-characters!";
const webOrigin = "https://app.example.com";
const ours = "0198c0de-0000-7000-8000-000000000001";
const theirs = "0198c0de-0000-7000-8000-000000000009";
const callId = "0198c0de-0000-7000-8000-000000000002";
const storedCallId = "0198c0de-0000-7000-8000-000000000003";

const eventOf = (id: string, seq: number): CallEvent => ({
  callId: id,
  seq,
  at: "2026-11-20T10:00:00.000Z",
  body: { type: "keypad.pressed", digits: String(seq % 10) },
});
const event = (seq: number) => eventOf(callId, seq);
const ended = (seq: number): CallEvent => ({
  ...event(seq),
  body: { type: "call.ended", disposition: "agent_ended", reason: "done", durationMs: 1 },
});
const said = (seq: number, text: string): CallEvent => {
  const words = { segmentId: `s${seq}`, turnId: "t1", text, startMs: 0, endMs: 1, confidence: 1 };
  return { ...event(seq), body: { type: "segment.final", ...words, speaker: "caller", source: "speech" } };
};
const speech = (text: string) => ({ callId, caller: { turnId: "t1", text, startMs: 0 }, agent: null, person: null });
const summary = (turns: number): CallSummary => ({ ...tellCall(callId, 60, []), turns });

let clock: VirtualClock;
let server: Server;
let gateway: Gateway;
let clients: Client[];
let database: Map<string, { organizationId: string; events: CallEvent[] }>;
let databaseAway: boolean;
let active: CallSummary[];
/** What sessions may do by now; one that is not named, what its token says. */
let rights: Map<string, ReadonlySet<Permission> | null>;
let reviews: number;
let noted: string[][];

beforeEach(async () => {
  clock = createVirtualClock();
  clients = [];
  database = new Map();
  databaseAway = false;
  active = [];
  rights = new Map();
  reviews = 0;
  noted = [];
  server = createServer((_, response) => response.writeHead(404).end());
  const away = () => new Error("connect ECONNREFUSED");
  gateway = createGateway({
    server,
    webOrigins: [webOrigin],
    hasOthers: () => true,
    clock,
    log: pino({ level: "silent" }),
    verifyToken: (token, nowMs) => verifyLiveToken(token, secret, nowMs),
    presentRights: async (holders) => {
      reviews += 1;
      if (databaseAway) throw away();
      return holders.map(({ sessionId }) => rights.get(sessionId) ?? (rights.has(sessionId) ? null : new Set(mayRead)));
    },
    intervene: () => Promise.reject(new Error("nobody steps in here")),
    noteOpenPages: async (people) => void noted.push(people.map(({ userId }) => userId)),
    listTail: async ({ organizationId }, input) => {
      if (databaseAway) throw away();
      const call = database.get(input.callId);
      if (call?.organizationId !== organizationId) throw new ServiceError("NOT_FOUND", "There is no such call.");
      return call.events.filter(({ seq }) => seq > input.afterSeq);
    },
    listActive: async () => {
      if (databaseAway) throw away();
      return active;
    },
    listChanged: async (calls) =>
      calls.map(({ organizationId }) => ({ organizationId, summary: { ...summary(9), status: "completed" as const } })),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  clients.forEach((client) => client.disconnect());
  await gateway.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const mayRead: readonly Permission[] = ["calls.read"];
const sid = "0198c0de-0000-7000-8000-00000000005e";
type TokenOptions = { permissions?: string[]; validForS?: number; sid?: string };
const tokenFor = (organizationId = ours, options: TokenOptions = {}) =>
  signLiveToken(
    {
      sub: "user-1",
      sid: options.sid ?? sid,
      organizationId,
      permissions: options.permissions ?? ["calls.read"],
      exp: Math.floor(clock.wallTime().getTime() / 1_000) + (options.validForS ?? 300),
    } satisfies LiveTokenClaims,
    secret,
  );
function clientWith(auth: Record<string, unknown>, headers: Record<string, string> = {}): Client {
  const client: Client = io(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    path: LIVE_PATH,
    auth,
    extraHeaders: headers,
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
  });
  clients.push(client);
  return client;
}
async function connected(token = tokenFor()): Promise<Client> {
  const client = clientWith({ token });
  await new Promise<void>((resolve, reject) => client.once("connect", resolve).once("connect_error", reject));
  return client;
}
const refusal = (client: Client) =>
  new Promise<string>((resolve) => client.once("connect_error", (e) => resolve(e.message)));
const watch = (client: Client, lastSeq = 0, id = callId): Promise<WatchCallReply> =>
  client.emitWithAck("call:watch", { callId: id, lastSeq });
const seqsOf = (reply: WatchCallReply) => (reply.kind === "tail" ? reply.events.map(({ seq }) => seq) : reply.code);
/** Everything sent to the client so far has arrived once a later question is answered. */
const settled = (client: Client) => client.emitWithAck("calls:watch");
function received(client: Client): number[] {
  const seqs: number[] = [];
  client.on("call:event", ({ seq }) => void seqs.push(seq));
  return seqs;
}

test("nobody connects without a token that we signed and that is still valid", async () => {
  expect(await refusal(clientWith({}))).toBe("UNAUTHENTICATED");
  expect(await refusal(clientWith({ token: "x.y.z" }))).toBe("UNAUTHENTICATED");
  expect(await refusal(clientWith({ token: tokenFor(ours, { validForS: -1 }) }))).toBe("UNAUTHENTICATED");
  expect(gateway.connections()).toBeLessThanOrEqual(3);
});

test("a page of another origin does not connect, whatever its token", async () => {
  expect(await refusal(clientWith({ token: tokenFor() }, { origin: "https://evil.example.com" }))).toBeTruthy();
  const own = clientWith({ token: tokenFor() }, { origin: webOrigin });
  await new Promise<void>((resolve) => own.once("connect", resolve));
});

test("when its token expires a long connection is closed", async () => {
  const client = await connected(tokenFor(ours, { validForS: 60 }));
  const lost = new Promise<string>((resolve) => client.once("disconnect", resolve));
  clock.advance(61_000);
  // "transport close" makes a browser come back by itself; "io server disconnect" would not.
  expect(await lost).toBe("transport close");
});

const REVIEW_MS = 2_000;
const other = "0198c0de-0000-7000-8000-0000000000e5";

/** The reason with which a client's connection is lost, once it is. */
const lossOf = (client: Client) => new Promise<string>((resolve) => client.once("disconnect", resolve));
async function review(): Promise<void> {
  const before = reviews;
  clock.advance(REVIEW_MS);
  await expect.poll(() => reviews, { interval: 5 }).toBe(before + 1);
}

test.each([
  ["the session was ended", null],
  ["the role became a lower one", new Set<Permission>()],
  ["the role became a higher one", new Set<Permission>(["calls.read", "calls.control"])],
])("when %s an open connection is cut off within two seconds, and nothing more reaches it", async (_what, left) => {
  gateway.publishEvent(ours, event(1));
  const [client, bystander] = [await connected(), await connected(tokenFor(ours, { sid: other }))];
  const seqs = received(client);
  await watch(client);
  await review();
  expect(client.connected).toBe(true);
  rights.set(sid, left);
  const loss = lossOf(client);
  await review();
  gateway.publishEvent(ours, event(2));
  // So that the browser comes back by itself, and gets a token of today or none.
  expect(await loss).toBe("transport close");
  expect(seqs).toEqual([]);
  await settled(bystander);
  expect(bystander.connected).toBe(true);
});

test("a token of before does not open the door again, nor say more than is true now", async () => {
  rights.set(sid, null);
  expect(await refusal(clientWith({ token: tokenFor() }))).toBe("UNAUTHENTICATED");
  rights.set(sid, new Set(["agents.read"]));
  const less = await connected(tokenFor(ours, { permissions: ["calls.read", "agents.read"] }));
  expect(seqsOf(await watch(less))).toBe("FORBIDDEN");
});

test("while the database is away watchers stay and tokens open the door; when it is back, rights count at once", async () => {
  const client = await connected();
  databaseAway = true;
  rights.set(sid, null);
  await review();
  const late = await connected();
  expect(client.connected && late.connected).toBe(true);
  databaseAway = false;
  const losses = [lossOf(client), lossOf(late)];
  await review();
  expect(await Promise.all(losses)).toEqual(["transport close", "transport close"]);
});

test("a watcher gets what happened so far, then every event once and in order", async () => {
  for (const seq of [1, 2, 3]) gateway.publishEvent(ours, event(seq));
  const client = await connected();
  const seqs = received(client);
  expect(seqsOf(await watch(client))).toEqual([1, 2, 3]);
  for (const seq of [4, 5]) gateway.publishEvent(ours, event(seq));
  await settled(client);
  expect(seqs).toEqual([4, 5]);
});

test("after a lost connection the client says what it has and ends with the same call as one that never lost it", async () => {
  const steady = await connected();
  let steadyCall = newLiveCall;
  steady.on("call:event", (next) => void (steadyCall = applyCallEvent(steadyCall, next)));
  gateway.publishEvent(ours, event(1));
  const first = await watch(steady);
  if (first.kind === "tail") for (const next of first.events) steadyCall = applyCallEvent(steadyCall, next);

  const flaky = await connected();
  await watch(flaky);
  flaky.disconnect();
  for (const seq of [2, 3, 4]) gateway.publishEvent(ours, event(seq));
  const again = await connected();
  const seqs = received(again);
  expect(seqsOf(await watch(again, 1))).toEqual([2, 3, 4]);
  gateway.publishEvent(ours, ended(5));
  await settled(again);
  await settled(steady);
  expect(seqs).toEqual([5]);
  expect(steadyCall.lastSeq).toBe(5);
  expect(steadyCall.phase).toBe("ended");
});

test("another organization's call, and one that does not exist, are both simply not there", async () => {
  gateway.publishEvent(ours, event(1));
  database.set(storedCallId, { organizationId: ours, events: [] });
  const stranger = await connected(tokenFor(theirs));
  const seqs = received(stranger);
  for (const id of [callId, storedCallId, "0198c0de-0000-7000-8000-00000000dead"]) {
    expect(seqsOf(await watch(stranger, 0, id))).toBe("NOT_FOUND");
  }
  await settled(stranger);
  gateway.publishEvent(ours, event(2));
  gateway.publishEvent(ours, eventOf(storedCallId, 1));
  gateway.publishSummary("updated", ours, summary(1));
  await settled(stranger);
  expect(seqs).toEqual([]);
});

test("without calls.read nothing can be watched", async () => {
  gateway.publishEvent(ours, event(1));
  gateway.publishSummary("started", ours, summary(0));
  rights.set(sid, new Set(["agents.read"]));
  const client = await connected();
  expect(seqsOf(await watch(client))).toBe("FORBIDDEN");
  expect(await client.emitWithAck("calls:watch")).toEqual({ calls: [] });
});

test("what is not a proper request is refused in words and harms nobody", async () => {
  gateway.publishEvent(ours, event(1));
  const client = await connected();
  const raw = client as unknown as { emitWithAck(name: string, ...args: unknown[]): Promise<WatchCallReply> };
  const rawEmit = client as unknown as { emit(name: string, ...args: unknown[]): void };
  for (const request of [
    null,
    7,
    "x",
    {},
    { callId, lastSeq: -1 },
    { callId: "../x", lastSeq: 0 },
    { callId, lastSeq: "0" },
    { callId, lastSeq: 2_147_483_648 },
  ]) {
    expect(seqsOf(await raw.emitWithAck("call:watch", request))).toBe("INVALID");
  }
  rawEmit.emit("call:watch", { callId, lastSeq: 0 });
  rawEmit.emit("calls:watch");
  rawEmit.emit("calls:watch", 1, 2, 3);
  rawEmit.emit("call:unwatch", { toString: null });
  rawEmit.emit("__proto__", {});
  expect(seqsOf(await watch(client))).toEqual([1]);
});

test("an unwatched call is quiet", async () => {
  const client = await connected();
  gateway.publishEvent(ours, event(1));
  await watch(client);
  const seqs = received(client);
  client.emit("call:unwatch", callId);
  await settled(client);
  gateway.publishEvent(ours, event(2));
  await settled(client);
  expect(seqs).toEqual([]);
});

test("an ended call, and one on another worker, come from the database; what was on its way there follows", async () => {
  database.set(storedCallId, { organizationId: ours, events: [1, 2].map((seq) => eventOf(storedCallId, seq)) });
  const client = await connected();
  const seqs = received(client);
  expect(seqsOf(await watch(client, 0, storedCallId))).toEqual([1, 2]);
  database.get(storedCallId)?.events.push(eventOf(storedCallId, 3));
  clock.advance(500);
  await expect.poll(() => seqs).toEqual([3]);
});

test("a resumed call joins the first worker's events, from the database, with this worker's", async () => {
  database.set(callId, { organizationId: ours, events: [event(1), event(2), event(1_000_001)] });
  gateway.publishEvent(ours, event(1_000_001));
  gateway.publishEvent(ours, event(1_000_002));
  const client = await connected();
  expect(seqsOf(await watch(client))).toEqual([1, 2, 1_000_001, 1_000_002]);
  expect(seqsOf(await watch(client, 1_000_001))).toEqual([1_000_002]);
});

test("with the database away live calls are served from memory and others wait for it", async () => {
  databaseAway = true;
  gateway.publishEvent(ours, event(1));
  gateway.publishSummary("started", ours, summary(0));
  database.set(storedCallId, { organizationId: ours, events: [eventOf(storedCallId, 1)] });
  const client = await connected();
  expect(seqsOf(await watch(client))).toEqual([1]);
  expect(await client.emitWithAck("calls:watch")).toEqual({ calls: [summary(0)] });
  const waiting = watch(client, 0, storedCallId);
  await client.emitWithAck("calls:watch");
  databaseAway = false;
  clock.advance(1_000);
  expect(seqsOf(await waiting)).toEqual([1]);
});

test("speech goes to watchers only, ten times a second at most, and the last state always arrives", async () => {
  const client = await connected();
  const texts: string[] = [];
  client.on("call:speech", ({ caller }) => void texts.push(caller?.text ?? ""));
  gateway.publishEvent(ours, event(1));
  gateway.publishSpeech(ours, speech("before"));
  const reply = await watch(client);
  expect(reply).toMatchObject({ speech: speech("before") });
  clock.advance(200);
  for (let ms = 0; ms < 1_000; ms += 10) {
    gateway.publishSpeech(ours, speech(`at ${ms}`));
    clock.advance(10);
  }
  clock.advance(200);
  await settled(client);
  expect(texts.length).toBeGreaterThanOrEqual(7);
  expect(texts.length).toBeLessThanOrEqual(11);
  expect(texts.at(-1)).toBe("at 990");
});

test("the list hears of starts and ends at once, of updates twice a second at most, never of an update after the end", async () => {
  const client = await connected();
  const heard: string[] = [];
  client.on("call.started", () => void heard.push("started"));
  client.on("call.updated", ({ call }) => void heard.push(`updated ${call.turns}`));
  client.on("call.ended", () => void heard.push("ended"));
  await settled(client);
  gateway.publishSummary("started", ours, summary(0));
  for (const turns of [1, 2, 3]) gateway.publishSummary("updated", ours, summary(turns));
  clock.advance(600);
  gateway.publishSummary("updated", ours, summary(4));
  gateway.publishSummary("ended", ours, summary(4));
  clock.advance(2_000);
  await settled(client);
  expect(heard).toEqual(["started", "updated 1", "updated 3", "ended"]);
});

test("whose page is open is noted as it opens, then again and again, once for several pages, and no more when the last is closed", async () => {
  const [first, second] = [await connected(), await connected()];
  await Promise.all([settled(first), settled(second)]);
  expect(noted.splice(0)).toEqual([["user-1"], ["user-1"]]);
  await clock.advanceAsync(10_000);
  expect(noted.splice(0)).toEqual([["user-1"]]);
  for (const client of [first, second]) client.disconnect();
  await expect.poll(() => gateway.connections()).toBe(0);
  await clock.advanceAsync(30_000);
  expect(noted).toEqual([]);
});

test("a dashboard hears the changes of all calls together, ten times a second at most, and not each thing that is said", async () => {
  const [desk, client] = [await connected(), await connected()];
  const heard: string[] = [];
  const tell = (what: string) => (message: { calls: CallSummary[] } | { call: CallSummary }) => {
    const calls = "calls" in message ? message.calls : [message.call];
    heard.push(`${what} ${calls.map(({ id, turns }) => `${id.slice(-1)}:${turns}`).join()}`);
  };
  desk.on("call.started", tell("started"));
  desk.on("desk:changed", tell("changed"));
  desk.on("call.ended", tell("ended"));
  desk.on("call.updated", tell("one alone"));
  desk.on("interaction.added", () => heard.push("said"));
  desk.on("qa.score.updated", () => heard.push("score"));
  client.on("desk:changed", tell("not for it"));
  const both = () => Promise.all([desk.emitWithAck("desk:watch"), settled(client)]);
  await both();
  const other = (turns: number): CallSummary => ({ ...summary(turns), id: storedCallId });

  gateway.publishSummary("started", ours, summary(0));
  gateway.publishSummary("updated", ours, summary(1));
  gateway.publishSummary("updated", ours, other(1));
  gateway.publishEvent(ours, { ...event(1), body: { type: "score.updated", overall: 80, components: {} } });
  gateway.publishEvent(ours, said(2, "Hello"));
  clock.advance(100);
  await both();
  expect(heard.splice(0)).toEqual(["started 2:0", "score", "changed 2:1,3:1"]);

  clock.advance(600);
  // A change that waits is not told after the end.
  gateway.publishSummary("updated", ours, summary(2));
  gateway.publishSummary("ended", ours, summary(2));
  gateway.publishSummary("updated", ours, other(2));
  clock.advance(2_000);
  await both();
  expect(heard).toEqual(["ended 2:2", "changed 3:2"]);
});

test("without Redis a call of another worker is followed by what it stores, until its end", async () => {
  database.set(storedCallId, { organizationId: ours, events: [eventOf(storedCallId, 1)] });
  const client = await connected();
  const seqs = received(client);
  expect(seqsOf(await watch(client, 0, storedCallId))).toEqual([1]);
  await clock.advanceAsync(2_000);
  database.get(storedCallId)?.events.push(eventOf(storedCallId, 2), { ...ended(3), callId: storedCallId });
  await clock.advanceAsync(1_100);
  await expect.poll(() => seqs).toEqual([2, 3]);
  database.get(storedCallId)?.events.push(eventOf(storedCallId, 4));
  await clock.advanceAsync(5_000);
  await settled(client);
  expect(seqs).toEqual([2, 3]);
});

test("without Redis the list hears of another worker's calls, their changes and their end; strangers do not", async () => {
  const [client, stranger] = [await connected(), await connected(tokenFor(theirs))];
  const heard: string[] = [];
  for (const name of ["call.started", "call.updated", "call.ended"] as const)
    client.on(name, ({ call }) => void heard.push(`${name.slice(5)} ${call.turns}`));
  const desk = await connected();
  const deskHeard: number[] = [];
  for (const name of ["call.started", "call.ended"] as const)
    desk.on(name, ({ call }) => void deskHeard.push(call.turns));
  desk.on("desk:changed", ({ calls }) => void deskHeard.push(...calls.map(({ turns }) => turns)));
  await Promise.all([settled(client), desk.emitWithAck("desk:watch")]);
  await clock.advanceAsync(1_100);
  for (const turns of [0, 3]) {
    active = [summary(turns)];
    await clock.advanceAsync(1_100);
  }
  active = [];
  await clock.advanceAsync(1_100);
  await expect.poll(() => heard).toEqual(["started 0", "updated 3", "ended 9"]);
  await expect.poll(() => deskHeard).toEqual([0, 3, 9]);
  const strange: number[] = [];
  stranger.on("call.ended", () => void strange.push(1));
  await settled(stranger);
  expect(strange).toEqual([]);
});

test("a call that another worker took over is watched like any call of that worker", async () => {
  gateway.publishEvent(ours, event(1));
  database.set(callId, { organizationId: ours, events: [event(1)] });
  gateway.forget(callId);
  const client = await connected();
  const seqs = received(client);
  expect(seqsOf(await watch(client))).toEqual([1]);
  database.get(callId)?.events.push(event(1_000_001));
  await clock.advanceAsync(1_100);
  await expect.poll(() => seqs).toContain(1_000_001);
});

test("one browser's questions do not pile up before a database that is away", async () => {
  databaseAway = true;
  database.set(storedCallId, { organizationId: ours, events: [eventOf(storedCallId, 1)] });
  const client = await connected();
  const answers = Array.from({ length: 25 }, () => watch(client, 0, storedCallId));
  expect(seqsOf(await Promise.race(answers))).toBe("INVALID");
  databaseAway = false;
  await clock.advanceAsync(1_000);
  const all = (await Promise.all(answers)).map(seqsOf);
  expect(all.filter((answer) => answer === "INVALID")).toHaveLength(5);
  expect(seqsOf(await watch(client, 0, storedCallId))).toEqual([1]);
});

test("an organization hears what is said in its calls and how callers sound, a few times a second, and nobody else's", async () => {
  const [client, stranger] = [await connected(), await connected(tokenFor(theirs))];
  await Promise.all([settled(client), settled(stranger)]);
  const heard: unknown[] = [];
  const hear = (data: unknown) => void heard.push(data);
  client.on("interaction.added", hear);
  client.on("sentiment.changed", hear);
  stranger.on("interaction.added", hear);
  stranger.on("sentiment.changed", hear);
  const of = (seq: number, body: CallEvent["body"]) => gateway.publishEvent(ours, { ...event(seq), body });
  gateway.publishEvent(ours, said(1, "Hello"));
  for (const [seq, compound] of [0.1, -0.2, -0.6].entries())
    of(seq + 2, { type: "sentiment.scored", turnId: "t1", compound });
  await settled(client);
  expect(heard).toEqual([
    { callId, turnId: "t1", speaker: "caller", text: "Hello" },
    { callId, compound: 0.1, label: "positive" },
  ]);
  clock.advance(1_000);
  await settled(client);
  expect(heard.slice(2)).toEqual([{ callId, compound: -0.6, label: "negative" }]);

  for (let seq = 10; seq < 20; seq += 1) gateway.publishEvent(ours, said(seq, "again"));
  await Promise.all([settled(client), settled(stranger)]);
  expect(heard.length - 3).toBe(4);
});
