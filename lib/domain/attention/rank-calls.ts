import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { type AttentionReason, NEEDS_HELP, needOf, reasonsOf } from "./reasons-of";

export type RankedCall = {
  call: CallSummary;
  reasons: readonly AttentionReason[];
  need: number;
  needsHelp: boolean;
};

/** Needs this close are the same: two calls do not change places every second. */
const STEP = 10;

/** The calls by need of attention, the neediest first; those in equal need, and the calm ones, by age, the longest first. `nowMs`: epoch. */
export function rankCalls(calls: readonly CallSummary[], nowMs: number): RankedCall[] {
  return calls
    .map((call) => {
      const reasons = reasonsOf(call, nowMs);
      const need = needOf(reasons);
      return { call, reasons, need, needsHelp: (reasons[0]?.weight ?? 0) >= NEEDS_HELP };
    })
    .sort(
      (a, b) =>
        levelOf(b) - levelOf(a) ||
        a.call.startedAt.localeCompare(b.call.startedAt) ||
        a.call.id.localeCompare(b.call.id),
    );
}

const levelOf = ({ need, needsHelp }: RankedCall): number => (needsHelp ? 1000 : 0) + Math.floor(need / STEP);
