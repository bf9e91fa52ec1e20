import type { Logger } from "pino";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import { callRoom, deskRoom, organizationRoom } from "@/lib/contracts/live/socket";
import type { Permission } from "@/lib/services/permissions";
import { repeat } from "../duties/repeat";
import type { Clock } from "../ports/clock";
import type { LiveServer } from "./gateway";
import type { LiveCalls } from "./live-calls";
import type { RedisLink } from "./redis-link";
import type { Watcher } from "./watchers";

const EVERY_MS = 1_000;
/** With Redis up other workers tell by themselves; asking is for what got lost. */
const EVERY_WHEN_TOLD_MS = 5_000;
const CALL_ROOM = "call:";
const LIST_ROOM = /^(?:org|desk):/;
const READ: ReadonlySet<Permission> = new Set(["calls.read"]);

export type StoredSources = {
  /** Stored events after a seq. */
  listTail(watcher: Watcher, input: { callId: string; afterSeq: number }): Promise<CallEvent[]>;
  /** The calls in progress. */
  listActive(watcher: Watcher): Promise<CallSummary[]>;
  /** How calls look now, whether in progress or over. */
  listChanged(
    calls: readonly { organizationId: string; callId: string }[],
  ): Promise<{ organizationId: string; summary: CallSummary }[]>;
};

export type FollowStored = {
  /** Somebody here watches a call of another worker and has all up to `seq`. */
  follow(callId: string, seq: number): void;
  close(): void;
};

/**
 * Shows watchers what other workers have stored: the only way to hear of their calls without Redis or while it is away, a second later
 * than by Redis. Browsers ignore what they already have.
 */
export function createFollowStored(deps: {
  io: LiveServer;
  clock: Clock;
  log: Logger;
  calls: LiveCalls;
  redis: RedisLink;
  /** False while this is the only worker. */
  hasOthers(): boolean;
  sources: StoredSources;
}): FollowStored {
  const { io, clock, log, calls, redis, sources } = deps;
  const reached = new Map<string, number>();
  const lists = new Map<string, Map<string, string>>();
  let askedAt = clock.now();

  const duty = repeat({ name: "calls of other workers", everyMs: EVERY_MS, clock, log, work: ask });

  async function ask(): Promise<void> {
    const isTold = redis.isSteady();
    if (isTold && clock.now() - askedAt < EVERY_WHEN_TOLD_MS) return;
    askedAt = clock.now();
    for (const callId of [...reached.keys()]) await catchUp(callId);
    if (isTold || !deps.hasOthers()) return lists.clear();
    const rooms = [...io.of("/").adapter.rooms.keys()].filter((room) => LIST_ROOM.test(room));
    const organizations = new Set(rooms.map((room) => room.replace(LIST_ROOM, "")));
    for (const organizationId of lists.keys()) if (!organizations.has(organizationId)) lists.delete(organizationId);
    for (const organizationId of organizations) await compareList(organizationId);
  }

  async function catchUp(callId: string): Promise<void> {
    const organizationId = organizationWatching(callId);
    if (organizationId === null || calls.find(callId)) return void reached.delete(callId);
    const afterSeq = reached.get(callId) ?? 0;
    const events = await sources.listTail({ organizationId, permissions: READ }, { callId, afterSeq });
    for (const event of events) {
      io.local.to(callRoom(callId)).emit("call:event", event);
      if (event.body.type === "call.ended") return void reached.delete(callId);
      if (reached.has(callId)) reached.set(callId, event.seq);
    }
  }

  /** Null when nobody does any more. Who is in a call's room was found to be of its organization. */
  function organizationWatching(callId: string): string | null {
    const [socketId] = io.of("/").adapter.rooms.get(`${CALL_ROOM}${callId}`) ?? [];
    return (socketId && io.of("/").sockets.get(socketId)?.data.organizationId) || null;
  }

  async function compareList(organizationId: string): Promise<void> {
    const active = await sources.listActive({ organizationId, permissions: READ });
    const elsewhere = active.filter(({ id }) => !calls.find(id));
    const now = new Map(elsewhere.map((call) => [call.id, JSON.stringify(call)]));
    const before = lists.get(organizationId);
    lists.set(organizationId, now);
    const watchers = io.local.to(organizationRoom(organizationId));
    const desks = io.local.to(deskRoom(organizationId));
    const both = io.local.to([organizationRoom(organizationId), deskRoom(organizationId)]);
    // What happened since the watchers asked is not known, so at first all of it is told.
    const known = elsewhere.filter((call) => !before || before.has(call.id));
    const changed = known.filter((call) => before?.get(call.id) !== now.get(call.id));
    for (const call of changed) watchers.emit("call.updated", { call });
    if (changed.length > 0) desks.emit("desk:changed", { calls: changed });
    if (!before) return;
    for (const call of elsewhere) if (!before.has(call.id)) both.emit("call.started", { call });
    const gone = [...before.keys()].filter((callId) => !now.has(callId) && !calls.find(callId));
    if (gone.length === 0) return;
    for (const { summary } of await sources.listChanged(gone.map((callId) => ({ organizationId, callId }))))
      both.emit("call.ended", { call: summary });
  }

  return {
    follow(callId, seq) {
      // Of several watchers the one who has least: the others ignore what they know.
      reached.set(callId, Math.min(reached.get(callId) ?? seq, seq));
    },
    close: () => duty.stop(),
  };
}
