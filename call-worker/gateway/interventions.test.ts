import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { Server } from "socket.io";
import { io as connect, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ClientToServerEvents, InterveneRequest, ServerToClientEvents } from "@/lib/contracts/live/socket";
import type { SteerReply } from "@/lib/contracts/live/steering";
import { createVirtualClock, type VirtualClock } from "@/call-worker/testing/virtual-clock";
import { ServiceError } from "@/lib/services/errors";
import type { LiveServer } from "./gateway";
import { createInterventions } from "./interventions";

const callId = "0198c0de-0000-7000-8000-000000000002";
const holder = { sessionId: "s", organizationId: "o", userId: "u", permissions: [] };

let clock: VirtualClock;
let http: HttpServer;
let server: LiveServer;
let client: Socket<ServerToClientEvents, ClientToServerEvents>;
let asked: unknown[];
let outcome: () => Promise<SteerReply>;

beforeEach(async () => {
  clock = createVirtualClock();
  asked = [];
  outcome = async () => ({ result: "done" });
  http = createServer();
  server = new Server(http);
  server.use((socket, next) => {
    socket.data = holder;
    next();
  });
  createInterventions({
    io: server,
    clock,
    log: pino({ level: "silent" }),
    intervene: async (...args) => {
      asked.push(args);
      return outcome();
    },
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ["websocket"] });
});
afterEach(async () => {
  client.disconnect();
  await server.close();
});
const intervene = (request: unknown) => client.emitWithAck("call:intervene", request as InterveneRequest);
const pause = { callId, command: { action: "pause" } };

test("a command is done for whom the connection is, and answered once it took effect", async () => {
  expect(await intervene({ callId, command: { action: "say", text: " Hello " } })).toEqual({ result: "done" });
  expect(asked).toEqual([[holder, callId, { action: "say", text: "Hello" }]]);
});

test("what is no command reaches nobody, and the answer names what is wrong by the command's own fields", async () => {
  for (const request of [null, {}, { callId: "x", command: pause.command }, { callId, command: { action: "shout" } }])
    expect(await intervene(request)).toMatchObject({ result: "denied", code: "INVALID" });
  const silent = await intervene({ callId, command: { action: "say", text: " " } });
  expect(silent).toMatchObject({ code: "INVALID", fields: { text: "write what the agent should say" } });
  expect(asked).toEqual([]);
});

test.each([
  [new ServiceError("FORBIDDEN", "no"), { code: "FORBIDDEN" }],
  [new ServiceError("UNAUTHENTICATED", "no"), { code: "FORBIDDEN" }],
  [new ServiceError("NOT_FOUND", "no"), { code: "NOT_FOUND" }],
  [new ServiceError("UNAVAILABLE", "no"), { code: "UNAVAILABLE" }],
  [new ServiceError("INVALID", "no", { fields: { "target.to": "premium" } }), { fields: { "target.to": "premium" } }],
])("%s is said in its words", async (error, expected) => {
  outcome = () => Promise.reject(error);
  expect(await intervene(pause)).toMatchObject({ result: "denied", message: "no", ...expected });
});

test("what the call's worker refused arrives as it refused it", async () => {
  const cause: SteerReply = { result: "refused", code: "held_by_other", message: "Dana has the microphone." };
  outcome = () => Promise.reject(new ServiceError("CONFLICT", cause.message, { cause }));
  expect(await intervene(pause)).toEqual(cause);
});

test("an error that nobody foresaw is answered, and tells nothing of itself", async () => {
  outcome = () => Promise.reject(new Error("password authentication failed for user postgres"));
  const answer = await intervene(pause);
  expect(answer).toMatchObject({ result: "denied", code: "UNAVAILABLE" });
  expect(JSON.stringify(answer)).not.toContain("postgres");
});

test("a stuck key reaches the call five times in a second, and again after it", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => intervene(pause)));
  expect(answers.filter(({ result }) => result === "done")).toHaveLength(5);
  expect(answers[7]).toMatchObject({ code: "RATE_LIMITED" });
  clock.advance(1_000);
  expect(await intervene(pause)).toEqual({ result: "done" });
  expect(asked).toHaveLength(6);
});
