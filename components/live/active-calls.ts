import type { CallSummary } from "@/lib/contracts/live/call-summary";

const OPEN: ReadonlySet<CallSummary["status"]> = new Set(["initiated", "ringing", "in_progress", "escalated"]);

/** True while the call still goes on. An escalated call has not ended; its `endedAt` says so. */
export const isOpen = (call: CallSummary): boolean => OPEN.has(call.status) && call.endedAt === null;

/**
 * The list after news of calls, in the order they came: newest call first, ended ones leave. News that changes nothing leaves the very same
 * list. Put in order again only when a call comes: two hundred calls tell something several hundred times a second.
 */
export function withCalls(calls: readonly CallSummary[], news: readonly CallSummary[]): readonly CallSummary[] {
  const byId = new Map(calls.map((call) => [call.id, call]));
  let isChanged = false;
  let isNew = false;
  for (const call of news) {
    const before = byId.get(call.id);
    if (isOpen(call)) {
      byId.set(call.id, call);
      isChanged = true;
      isNew ||= before?.startedAt !== call.startedAt;
    } else if (byId.delete(call.id)) isChanged = true;
  }
  if (!isChanged) return calls;
  return isNew ? [...byId.values()].sort(newestFirst) : [...byId.values()];
}

function newestFirst(a: CallSummary, b: CallSummary): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
