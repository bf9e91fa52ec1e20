import { randomUUID } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { Server } from "socket.io";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import {
  callRoom,
  deskRoom,
  LIVE_PATH,
  organizationRoom,
  type ClientToServerEvents,
  type LiveSpeech,
  type LiveTokenClaims,
  userRoom,
  type PublicEvent,
  type ServerToClientEvents,
  type SocketData,
} from "@/lib/contracts/live/socket";
import type { Clock } from "../ports/clock";
import { createCallNews } from "./call-news";
import { createDeskNews } from "./desk-news";
import { createFollowStored, type StoredSources } from "./follow-stored";
import { createInterventions, type InterventionDeps } from "./interventions";
import { createLiveCalls } from "./live-calls";
import { createOpenPages, type OpenPagesDeps } from "./open-pages";
import { createRights, type RightsDeps } from "./rights";
import { createRedisLink, redisStreamsAdapter } from "./redis-link";
import { createThrottle } from "./throttle";
import { createWatchers } from "./watchers";
import { createWatchedElsewhere } from "./watched-elsewhere";

const SPEECH_EVERY_MS = 100;
const SUMMARY_EVERY_MS = 500;
const SWEEP_EVERY_MS = 30_000;
/** What a browser may send is a few ids, and a supervisor's words. */
const MOST_MESSAGE_BYTES = 16 * 1024;

export type InterServerEvents = { "call.watched": (callIds: readonly string[]) => void };
export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;

export type GatewayDeps = StoredSources & {
  /** The worker's HTTP server; Socket.IO takes the requests under /live. */
  server: HttpServer;
  /** The web origins that may connect, e.g. `https://app.example.com`. */
  webOrigins: readonly string[];
  clock: Clock;
  log: Logger;
  verifyToken(token: string, nowMs: number): LiveTokenClaims | null;
  presentRights: RightsDeps["presentRights"];
  intervene: InterventionDeps["intervene"];
  noteOpenPages: OpenPagesDeps["noteOpenPages"];
  /** False while this is the only worker. */
  hasOthers(): boolean;
  /** With more than one worker: what connects their Socket.IO servers. Without it watchers hear of other workers' calls by the database. */
  redis?: Redis;
};

export type Gateway = {
  /** The next event of a call held here; it must be in the journal already. */
  publishEvent(organizationId: string, event: CallEvent): void;
  /** What is being said this moment; sent to watchers at most ten times a second. */
  publishSpeech(organizationId: string, speech: LiveSpeech): void;
  /** A call's line in the list. Starts and ends are sent at once, updates at most twice a second; to dashboards those of all calls together. */
  publishSummary(kind: "started" | "updated" | "ended", organizationId: string, summary: CallSummary): void;
  /** One of the product's public events, to the browsers of an organization (`userId` null) or of one person. */
  publish(audience: { organizationId: string; userId: string | null }, event: PublicEvent): void;
  /** Another worker holds the call now: from here on its watchers are served like any other worker's. */
  forget(callId: string): void;
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
    cors: { origin: [...deps.webOrigins] },
    // CORS does not hold WebSockets back; browsers name their origin, programs need a token all the same.
    allowRequest: (request, answer) => {
      const { origin } = request.headers;
      answer(null, origin === undefined || deps.webOrigins.includes(origin));
    },
    ...(deps.redis ? { adapter: redisStreamsAdapter(deps.redis) } : {}),
  });
  const calls = createLiveCalls(clock);
  const redis = createRedisLink(deps.redis ?? null, clock, log);
  const elsewhere = createWatchedElsewhere(io, clock, redis);
  const stored = createFollowStored({ ...deps, io, calls, redis, sources: deps });
  const rights = createRights({ ...deps, io });
  const watchers = createWatchers({ ...deps, io, rights, calls, elsewhere, stored });
  createInterventions({ ...deps, io });
  const openPages = createOpenPages({ ...deps, io });

  const here = `at:${randomUUID()}`;
  io.on("connection", (socket) => void socket.join(here));
  const watchedHere = (room: string) => io.of("/").adapter.rooms.has(room);
  /**
   * Watchers here are never made to wait for Redis, which the adapter would: they are told first, and left out of what goes to the other
   * workers. While Redis is away nothing is kept for it; their watchers read the database.
   */
  const tell = <Name extends keyof ServerToClientEvents>(
    room: string,
    isWatchedElsewhere: boolean,
    ...message: [Name, ...Parameters<ServerToClientEvents[Name]>]
  ) => {
    if (watchedHere(room)) io.local.to(room).emit(...message);
    if (isWatchedElsewhere && redis.isUp())
      io.to(room)
        .except(here)
        .emit(...message);
  };

  const speech = createThrottle<LiveSpeech>({
    everyMs: SPEECH_EVERY_MS,
    clock,
    send: (callId, value) => tell(callRoom(callId), elsewhere.watches(callId), "call:speech", value),
  });
  const updates = createThrottle<{ organizationId: string; call: CallSummary }>({
    everyMs: SUMMARY_EVERY_MS,
    clock,
    send: (_callId, { organizationId, call }) => tell(organizationRoom(organizationId), true, "call.updated", { call }),
  });
  const deskNews = createDeskNews(clock, (organizationId, calls) =>
    tell(deskRoom(organizationId), true, "desk:changed", { calls: [...calls] }),
  );

  const news = createCallNews(clock, (organizationId, { name, data }) => {
    tell(organizationRoom(organizationId), true, name, data as never);
    // Dashboards read what is said in the calls that they watch, and show of all others their line in the list.
    if (name === "qa.score.updated") tell(deskRoom(organizationId), true, name, data);
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
      tell(callRoom(event.callId), true, "call:event", event);
      news.note(organizationId, event);
    },
    publishSpeech(organizationId, value) {
      calls.setSpeech(organizationId, value);
      speech.push(value.callId, value);
    },
    publishSummary(kind, organizationId, call) {
      calls.setSummary(organizationId, call, kind === "ended");
      if (kind === "updated") {
        deskNews.push(organizationId, call);
        return updates.push(call.id, { organizationId, call });
      }
      updates.drop(call.id);
      deskNews.drop(organizationId, call.id);
      for (const room of [organizationRoom(organizationId), deskRoom(organizationId)])
        tell(room, true, `call.${kind}`, { call });
    },
    publish({ organizationId, userId }, { name, data }) {
      const rooms =
        userId === null
          ? [organizationRoom(organizationId), deskRoom(organizationId)]
          : [userRoom(organizationId, userId)];
      // The name and what it carries belong together; the compiler can't follow them apart.
      io.local.to(rooms).emit(name, data as never);
    },
    forget: (callId) => calls.forget(callId),
    connections: () => io.engine.clientsCount,
    async close() {
      clock.clearTimer(sweepTimer);
      speech.close();
      updates.close();
      deskNews.close();
      news.close();
      elsewhere.close();
      stored.close();
      watchers.close();
      openPages.close();
      rights.close();
      // The HTTP server is not ours to close.
      io.disconnectSockets(true);
      await io.of("/").adapter.close();
      io.engine.close();
    },
  };
}
