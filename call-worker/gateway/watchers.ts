import type { Logger } from "pino";
import type { Socket } from "socket.io";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import {
  callRoom,
  deskRoom,
  HIGHEST_SEQ,
  organizationRoom,
  userRoom,
  WatchCallRequest,
  type ClientToServerEvents,
  type LiveTokenClaims,
  type ServerToClientEvents,
  type SocketData,
  type WatchCallReply,
} from "@/lib/contracts/live/socket";
import { ServiceError } from "@/lib/services/errors";
import { isPermission, type Permission } from "@/lib/services/permissions";
import type { Clock } from "../ports/clock";
import type { InterServerEvents, LiveServer } from "./gateway";
import type { FollowStored } from "./follow-stored";
import type { Rights } from "./rights";
import { mergeEvents, tailFromMemory, type LiveCalls } from "./live-calls";
import type { WatchedElsewhere } from "./watched-elsewhere";

/** Who watches, as services want to know it. */
export type Watcher = { organizationId: string; permissions: ReadonlySet<Permission> };
type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;

const MOST_ROOMS = 100;
/** A call of another worker may have events on their way to the database when its watcher asks. */
const CATCH_UP_MS = 500;
const RETRY_MS = 1_000;
/** Questions of one browser that may wait for the database at once. */
const MOST_WAITING = 20;

export type WatcherDeps = {
  io: LiveServer;
  clock: Clock;
  log: Logger;
  calls: LiveCalls;
  elsewhere: WatchedElsewhere;
  stored: FollowStored;
  rights: Rights;
  verifyToken(token: string, nowMs: number): LiveTokenClaims | null;
  listTail(watcher: Watcher, input: { callId: string; afterSeq: number }): Promise<CallEvent[]>;
  listActive(watcher: Watcher): Promise<CallSummary[]>;
};

const denied = (code: "NOT_FOUND" | "FORBIDDEN" | "INVALID", message: string): WatchCallReply => ({
  kind: "denied",
  code,
  message,
});
const notFound = denied("NOT_FOUND", "There is no such call.");
const tooMany = denied("INVALID", `At most ${MOST_WAITING} questions at once: wait for the answers.`);
const forbidden = denied("FORBIDDEN", "You need the permission calls.read to watch calls.");

/** Lets browsers in by their token and serves what they ask. */
export function createWatchers(deps: WatcherDeps): { close(): void } {
  const { io, clock, log, calls } = deps;
  let closed = false;

  const letIn = async (socket: LiveSocket): Promise<boolean> => {
    const token: unknown = socket.handshake.auth["token"];
    const nowMs = clock.wallTime().getTime();
    const claims = typeof token === "string" ? deps.verifyToken(token, nowMs) : null;
    const permissions = claims ? await deps.rights.atTheDoor(claims) : null;
    if (!claims || !permissions) return false;
    const { sub: userId, sid: sessionId, organizationId } = claims;
    socket.data = { organizationId, userId, sessionId, permissions };
    // Closing the transport, not the session, makes the browser come back by itself, with a new token.
    const expiry = clock.setTimer(Math.max(0, claims.exp * 1_000 - nowMs), () => socket.conn.close());
    socket.on("disconnect", () => clock.clearTimer(expiry));
    return true;
  };
  io.use((socket, next) => {
    letIn(socket).then(
      (isIn) => (isIn ? next() : next(new Error("UNAUTHENTICATED"))),
      (error: Error) => next(error),
    );
  });

  io.on("connection", (socket) => {
    const watcher: Watcher = {
      organizationId: socket.data.organizationId,
      permissions: new Set(socket.data.permissions.filter(isPermission)),
    };
    void socket.join(userRoom(socket.data.organizationId, socket.data.userId));
    let waiting = 0;
    const mayRead = watcher.permissions.has("calls.read");
    const report = (error: unknown) => log.error({ err: error }, "live request failed");

    socket.on("call:watch", (request: unknown, reply: unknown) => {
      if (typeof reply !== "function") return;
      const answer = reply as (answer: WatchCallReply) => void;
      const parsed = WatchCallRequest.safeParse(request);
      if (!parsed.success)
        return answer(denied("INVALID", "Send { callId, lastSeq }: the call's id and a number from 0."));
      if (!mayRead) return answer(forbidden);
      if (socket.rooms.size > MOST_ROOMS)
        return answer(denied("INVALID", `Watch at most ${MOST_ROOMS} calls at once.`));
      if (waiting >= MOST_WAITING) return answer(tooMany);
      waiting += 1;
      watch(socket, watcher, parsed.data)
        .then(answer, report)
        .finally(() => (waiting -= 1));
    });
    socket.on("call:unwatch", (callId: unknown) => {
      if (typeof callId === "string") void socket.leave(callRoom(callId));
    });
    const onWatch = (room: string) => (reply: unknown) => {
      if (typeof reply !== "function") return;
      const answer = reply as (answer: { calls: CallSummary[] }) => void;
      if (!mayRead) return answer({ calls: [] });
      void socket.join(room);
      if (waiting >= MOST_WAITING) return;
      waiting += 1;
      activeCalls(watcher)
        .then((list) => answer({ calls: list }), report)
        .finally(() => (waiting -= 1));
    };
    socket.on("calls:watch", onWatch(organizationRoom(watcher.organizationId)));
    socket.on("desk:watch", onWatch(deskRoom(watcher.organizationId)));
  });

  async function watch(socket: LiveSocket, watcher: Watcher, request: WatchCallRequest): Promise<WatchCallReply> {
    const { callId, lastSeq } = request;
    const live = calls.find(callId);
    if (live) {
      if (live.organizationId !== watcher.organizationId) return notFound;
      await socket.join(callRoom(callId));
      const tail = tailFromMemory(live.events, lastSeq);
      const events =
        tail ?? mergeEvents(await stored(socket, watcher, callId, lastSeq), eventsAfter(live.events, lastSeq));
      return { kind: "tail", events, speech: live.speech };
    }
    try {
      // No seq is as high: asks only whether the call exists for this organization.
      // First the permission, then the room, then the tail: nothing is shown to a stranger, nothing falls in between.
      await stored(socket, watcher, callId, HIGHEST_SEQ);
      await socket.join(callRoom(callId));
      deps.elsewhere.announce(callId);
      const events = await stored(socket, watcher, callId, lastSeq);
      const last = events.at(-1);
      if (last?.body.type !== "call.ended") {
        catchUp(socket, watcher, callId, last?.seq ?? lastSeq);
        deps.stored.follow(callId, last?.seq ?? lastSeq);
      }
      return { kind: "tail", events, speech: null };
    } catch (error) {
      if (error instanceof ServiceError && error.code === "NOT_FOUND") return notFound;
      if (error instanceof ServiceError && error.code === "FORBIDDEN") return forbidden;
      throw error;
    }
  }

  /** Asks the database until it answers, for as long as the browser waits: it may be away for a minute. */
  async function stored(socket: LiveSocket, watcher: Watcher, callId: string, afterSeq: number): Promise<CallEvent[]> {
    for (;;) {
      try {
        return await deps.listTail(watcher, { callId, afterSeq });
      } catch (error) {
        if (error instanceof ServiceError && error.code !== "UNAVAILABLE") throw error;
        if (closed || !socket.connected) return [];
        log.warn({ err: error, callId }, "events of a call not read yet");
        await new Promise<void>((resolve) => clock.setTimer(RETRY_MS, resolve));
      }
    }
  }

  function catchUp(socket: LiveSocket, watcher: Watcher, callId: string, afterSeq: number): void {
    clock.setTimer(CATCH_UP_MS, () => {
      if (closed || !socket.rooms.has(callRoom(callId))) return;
      deps.listTail(watcher, { callId, afterSeq }).then(
        (events) => events.forEach((event) => socket.emit("call:event", event)),
        (error: unknown) => log.warn({ err: error, callId }, "events of a call not caught up with"),
      );
    });
  }

  async function activeCalls(watcher: Watcher): Promise<CallSummary[]> {
    const here = calls.summaries(watcher.organizationId);
    try {
      const active = await deps.listActive(watcher);
      const known = new Map(here.map((call) => [call.id, call]));
      return active.filter((call) => calls.find(call.id)?.endedAt == null).map((call) => known.get(call.id) ?? call);
    } catch (error) {
      log.warn({ err: error }, "list of active calls served from memory");
      return here;
    }
  }

  return { close: () => void (closed = true) };
}

const eventsAfter = (events: readonly CallEvent[], lastSeq: number) => events.filter(({ seq }) => seq > lastSeq);
