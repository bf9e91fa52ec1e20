import type { Server as HttpServer } from "node:http";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { Server } from "socket.io";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import {
  callRoom,
  LIVE_PATH,
  organizationRoom,
  type ClientToServerEvents,
  type LiveSpeech,
  type LiveTokenClaims,
  type ServerToClientEvents,
  type SocketData,
} from "@/lib/contracts/live/socket";
import type { Clock } from "../ports/clock";
import { createLiveCalls } from "./live-calls";
import { redisStreamsAdapter } from "./redis-adapter";
import { createThrottle } from "./throttle";
import { createWatchers, type Watcher } from "./watchers";
import { createWatchedElsewhere } from "./watched-elsewhere";

const SPEECH_EVERY_MS = 100;
const SUMMARY_EVERY_MS = 500;
const SWEEP_EVERY_MS = 30_000;
/** What a browser may send is a few ids. */
const MOST_MESSAGE_BYTES = 16 * 1024;

export type InterServerEvents = { "call.watched": (callIds: readonly string[]) => void };
export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;

export type GatewayDeps = {
  /** The worker's HTTP server; Socket.IO takes the requests under /live. */
  server: HttpServer;
  /** The only web origin that may connect, e.g. `https://app.example.com`. */
  webOrigin: string;
  clock: Clock;
  log: Logger;
  verifyToken(token: string, nowMs: number): LiveTokenClaims | null;
  /** Stored events after a seq. Throws ServiceError NOT_FOUND for an unknown call or another organization's. */
  listTail(watcher: Watcher, input: { callId: string; afterSeq: number }): Promise<CallEvent[]>;
  listActive(watcher: Watcher): Promise<CallSummary[]>;
  /** With more than one worker: what connects their Socket.IO servers. */
  redis?: Redis;
};

export type Gateway = {
  /** The next event of a call held here; it must be in the journal already. */
  publishEvent(organizationId: string, event: CallEvent): void;
  /** What is being said this moment; sent to watchers at most ten times a second. */
  publishSpeech(organizationId: string, speech: LiveSpeech): void;
  /** A call's line in the list. Updates are sent at most twice a second, starts and ends at once. */
  publishSummary(kind: "started" | "updated" | "ended", organizationId: string, summary: CallSummary): void;
  /** Browsers connected to this worker. */
  connections(): number;
  close(): Promise<void>;
};

/** The live connection to browsers: what a call's owner publishes here reaches everyone who may watch it. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { clock, log } = deps;
  const io: LiveServer = new Server(deps.server, {
    path: LIVE_PATH,
    serveClient: false,
    destroyUpgrade: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MOST_MESSAGE_BYTES,
    cors: { origin: deps.webOrigin },
    // CORS does not hold WebSockets back; browsers name their origin, programs need a token all the same.
    allowRequest: (request, answer) => {
      const { origin } = request.headers;
      answer(null, origin === undefined || origin === deps.webOrigin);
    },
    ...(deps.redis ? { adapter: redisStreamsAdapter(deps.redis) } : {}),
  });
  const calls = createLiveCalls(clock);
  const elsewhere = createWatchedElsewhere(io, clock, deps.redis !== undefined);
  const watchers = createWatchers({ ...deps, io, calls, elsewhere });

  const watchedHere = (room: string) => io.of("/").adapter.rooms.has(room);
  const shared = deps.redis !== undefined;

  const speech = createThrottle<LiveSpeech>({
    everyMs: SPEECH_EVERY_MS,
    clock,
    send(callId, value) {
      if (watchedHere(callRoom(callId)) || elsewhere.watches(callId))
        io.to(callRoom(callId)).emit("call:speech", value);
    },
  });
  const toOrganization = (kind: "started" | "updated" | "ended", organizationId: string, call: CallSummary) => {
    const room = organizationRoom(organizationId);
    if (watchedHere(room) || shared) io.to(room).emit(`call.${kind}`, { call });
  };
  const updates = createThrottle<{ organizationId: string; call: CallSummary }>({
    everyMs: SUMMARY_EVERY_MS,
    clock,
    send: (_callId, { organizationId, call }) => toOrganization("updated", organizationId, call),
  });

  let sweepTimer = clock.setTimer(SWEEP_EVERY_MS, sweep);
  function sweep() {
    calls.sweep();
    sweepTimer = clock.setTimer(SWEEP_EVERY_MS, sweep);
  }
  io.engine.on("connection_error", (error: { message: string }) =>
    log.debug({ reason: error.message }, "live handshake"),
  );

  return {
    publishEvent(organizationId, event) {
      calls.addEvent(organizationId, event);
      if (event.body.type === "call.ended") speech.drop(event.callId);
      const room = callRoom(event.callId);
      if (watchedHere(room) || shared) io.to(room).emit("call:event", event);
    },
    publishSpeech(organizationId, value) {
      calls.setSpeech(organizationId, value);
      speech.push(value.callId, value);
    },
    publishSummary(kind, organizationId, call) {
      calls.setSummary(organizationId, call, kind === "ended");
      if (kind === "updated") return updates.push(call.id, { organizationId, call });
      updates.drop(call.id);
      toOrganization(kind, organizationId, call);
    },
    connections: () => io.engine.clientsCount,
    async close() {
      clock.clearTimer(sweepTimer);
      speech.close();
      updates.close();
      elsewhere.close();
      watchers.close();
      // The HTTP server is not ours to close.
      io.disconnectSockets(true);
      await io.of("/").adapter.close();
      io.engine.close();
    },
  };
}
