import type { CallSummary } from "@/lib/contracts/live/call-summary";

const OPEN: ReadonlySet<CallSummary["status"]> = new Set(["initiated", "ringing", "in_progress", "escalated"]);

/** True while the call still goes on. An escalated call has not ended; its `endedAt` says so. */
export const isOpen = (call: CallSummary): boolean => OPEN.has(call.status) && call.endedAt === null;

/** The list after news of one call: newest first, ended ones leave. The same news twice changes nothing. */
export function withCall(calls: readonly CallSummary[], news: CallSummary): readonly CallSummary[] {
  if (!isOpen(news)) return calls.some(({ id }) => id === news.id) ? calls.filter(({ id }) => id !== news.id) : calls;
  const others = calls.filter(({ id }) => id !== news.id);
  return [...others, news].sort((a, b) => b.startedAt.localeCompare(a.startedAt) || a.id.localeCompare(b.id));
}
