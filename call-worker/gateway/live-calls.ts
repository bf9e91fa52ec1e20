import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import type { Clock } from "../ports/clock";

/** Beyond this the oldest events are read from the database again. */
const MOST_EVENTS = 1_000;
/** After its end a call is served from the database; the journal has stored it long before. */
const KEPT_AFTER_END_MS = 60_000;
const KEPT_SILENT_MS = 3 * 60 * 60_000;

export type LiveEntry = {
  readonly organizationId: string;
  events: CallEvent[];
  speech: LiveSpeech | null;
  summary: CallSummary | null;
  endedAt: number | null;
  touchedAt: number;
};

export type LiveCalls = {
  addEvent(organizationId: string, event: CallEvent): void;
  setSpeech(organizationId: string, speech: LiveSpeech): void;
  setSummary(organizationId: string, summary: CallSummary, ended: boolean): void;
  find(callId: string): LiveEntry | null;
  /** Summaries of the calls in progress that this worker knows of. */
  summaries(organizationId: string): CallSummary[];
  /** The call is another worker's now. */
  forget(callId: string): void;
  sweep(): void;
};

/** The calls that this worker holds, as watchers need them: ahead of the database, and there when it is away. */
export function createLiveCalls(clock: Clock): LiveCalls {
  const calls = new Map<string, LiveEntry>();

  const entryOf = (organizationId: string, callId: string): LiveEntry => {
    let entry = calls.get(callId);
    if (!entry) {
      entry = { organizationId, events: [], speech: null, summary: null, endedAt: null, touchedAt: 0 };
      calls.set(callId, entry);
    }
    entry.touchedAt = clock.now();
    return entry;
  };

  return {
    addEvent(organizationId, event) {
      const entry = entryOf(organizationId, event.callId);
      entry.events.push(event);
      // Trimmed in pieces: moving the whole array for every event would cost more than it saves.
      if (entry.events.length > MOST_EVENTS * 1.25) entry.events = entry.events.slice(-MOST_EVENTS);
      // It goes on: the caller has come back from a person.
      if (event.body.type === "line.connected") entry.endedAt = null;
      if (event.body.type === "call.ended") {
        entry.endedAt = clock.now();
        entry.speech = null;
      }
    },
    setSpeech: (organizationId, speech) => void (entryOf(organizationId, speech.callId).speech = speech),
    setSummary(organizationId, summary, ended) {
      const entry = entryOf(organizationId, summary.id);
      entry.summary = summary;
      if (ended) entry.endedAt ??= clock.now();
    },
    find: (callId) => calls.get(callId) ?? null,
    summaries: (organizationId) =>
      [...calls.values()].flatMap((entry) =>
        entry.organizationId === organizationId && entry.endedAt === null && entry.summary ? [entry.summary] : [],
      ),
    forget: (callId) => void calls.delete(callId),
    sweep() {
      const now = clock.now();
      for (const [callId, { endedAt, touchedAt }] of calls) {
        const over = endedAt !== null && now - endedAt > KEPT_AFTER_END_MS;
        if (over || now - touchedAt > KEPT_SILENT_MS) calls.delete(callId);
      }
    },
  };
}

/** What `events` has after `lastSeq`, or null when it may lack some of it: they begin later than the watcher's knowledge ends. */
export function tailFromMemory(events: readonly CallEvent[], lastSeq: number): CallEvent[] | null {
  const first = events[0];
  if (!first || (first.seq !== 1 && first.seq > lastSeq + 1)) return null;
  return events.filter((event) => event.seq > lastSeq);
}

/** Both lists' events once each, ordered by `seq`. */
export function mergeEvents(stored: readonly CallEvent[], live: readonly CallEvent[]): CallEvent[] {
  const bySeq = new Map<number, CallEvent>();
  for (const event of stored) bySeq.set(event.seq, event);
  for (const event of live) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
