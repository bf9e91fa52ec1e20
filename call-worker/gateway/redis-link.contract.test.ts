import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import pino from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallEvent } from "@/lib/contracts/live/events";
import { LIVE_PATH, type ClientToServerEvents, type ServerToClientEvents } from "@/lib/contracts/live/socket";
import { signLiveToken, verifyLiveToken } from "@/lib/services/live/live-token";
import { systemClock } from "../system-clock";
import { createGateway, type Gateway } from "./gateway";

/** Two workers' gateways that share a real Redis: only where REDIS_URL names one. What else is in it is left alone. */
const redisUrl = process.env.REDIS_URL;

type Client = Socket<ServerToClientEvents, ClientToServerEvents>;
const secret = "a-secret-of-at-least-32-characters!";
const organizationId = "0198c0de-0000-7000-8000-000000000001";
let callId: string;
let calls = 0;
let stored: CallEvent[];
let closers: (() => void | Promise<void>)[];
let [holder, other]: [Worker?, Worker?] = [];

type Worker = { gateway: Gateway; server: Server; redis: Redis };

function startWorker(): Worker {
  const server = createServer((_, response) => response.writeHead(404).end());
  const redis = new Redis(redisUrl ?? "", { maxRetriesPerRequest: null });
  redis.on("error", () => {});
  const gateway = createGateway({
    server,
    redis,
    webOrigins: [],
    hasOthers: () => true,
    clock: systemClock,
    log: pino({ level: "silent" }),
    verifyToken: (token, nowMs) => verifyLiveToken(token, secret, nowMs),
    intervene: () => Promise.reject(new Error("nobody steps in here")),
    noteOpenPages: async () => {},
    presentRights: async (holders) => holders.map(() => new Set(["calls.read"] as const)),
    listTail: async (_, { afterSeq }) => stored.filter(({ seq }) => seq > afterSeq),
    listActive: async () => [],
    listChanged: async () => [],
  });
  closers.push(async () => {
    await gateway.close();
    redis.disconnect();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { gateway, server, redis };
}

beforeEach(async () => {
  callId = `0198c0de-0000-7000-8000-${String((calls += 1)).padStart(12, "0")}`;
  [stored, closers] = [[], []];
  if (!redisUrl) return;
  [holder, other] = [startWorker(), startWorker()];
  for (const { server, redis } of [holder, other]) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    if (redis.status !== "ready") await new Promise((resolve) => redis.once("ready", resolve));
  }
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

const eventOf = (seq: number): CallEvent => ({
  callId,
  seq,
  at: "2026-11-20T10:00:00.000Z",
  body: { type: "keypad.pressed", digits: String(seq % 10) },
});

async function watcherAt(worker: Worker | undefined): Promise<{ client: Client; seqs: number[]; spoken: string[] }> {
  const exp = Math.floor(Date.now() / 1_000) + 300;
  const token = signLiveToken(
    { sub: "u", sid: randomUUID(), organizationId, permissions: ["calls.read"], exp },
    secret,
  );
  const client: Client = io(`http://127.0.0.1:${(worker?.server.address() as AddressInfo).port}`, {
    path: LIVE_PATH,
    auth: { token },
    transports: ["websocket"],
    forceNew: true,
  });
  closers.push(() => void client.disconnect());
  const [seqs, spoken]: [number[], string[]] = [[], []];
  client.on("call:event", ({ seq }) => void seqs.push(seq));
  client.on("call:speech", ({ caller }) => void spoken.push(caller?.text ?? ""));
  await new Promise<void>((resolve, reject) => client.once("connect", resolve).once("connect_error", reject));
  await client.emitWithAck("call:watch", { callId, lastSeq: 0 });
  return { client, seqs, spoken };
}

function publish(seq: number): void {
  holder?.gateway.publishEvent(organizationId, eventOf(seq));
  stored.push(eventOf(seq));
}

describe.skipIf(!redisUrl)("two workers and a Redis", () => {
  test("a watcher at one worker gets the events and the speech of a call at the other", async () => {
    publish(1);
    const { seqs, spoken } = await watcherAt(other);
    // The reader's first question may still be on its way: what it misses, the database has.
    await expect
      .poll(
        () => {
          holder?.gateway.publishSpeech(organizationId, {
            callId,
            caller: { turnId: "t", text: "hello", startMs: 0 },
            agent: null,
            person: null,
          });
          return spoken;
        },
        { timeout: 10_000 },
      )
      .toContain("hello");
    publish(2);
    publish(3);
    await expect.poll(() => [...new Set(seqs)], { timeout: 10_000 }).toEqual(expect.arrayContaining([2, 3]));
  });

  test("with Redis gone the holder's own watchers hear at once, the other’s by the database", async () => {
    publish(1);
    const [near, far] = [await watcherAt(holder), await watcherAt(other)];
    holder?.redis.disconnect();
    await expect.poll(() => holder?.redis.status).toBe("end");
    publish(2);
    await expect.poll(() => near.seqs).toEqual([2]);
    await expect.poll(() => far.seqs, { timeout: 10_000 }).toContain(2);
  });

  test("with the stream flushed away, what follows still arrives", async () => {
    publish(1);
    const { seqs } = await watcherAt(other);
    publish(2);
    await expect.poll(() => seqs, { timeout: 10_000 }).toContain(2);
    await holder?.redis.del("socket.io");
    publish(3);
    await expect.poll(() => seqs, { timeout: 10_000 }).toContain(3);
  });
});
