"use server";

import type { FoundCall } from "@/components/shell/shell-context";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { otherParty } from "@/components/call/call-words";
import { listCalls } from "@/lib/services/calls/list-calls";
import { requireContext } from "@/lib/web/require-context";
import { endSession } from "@/lib/web/session";

const MOST = 8;

/** The newest calls from or to a number, for the palette. Fewer than three digits find nothing. */
export async function findCallsAction(query: string): Promise<FoundCall[]> {
  const context = await requireContext("calls.read");
  const digits = String(query).replaceAll(/\D/g, "").slice(0, 20);
  if (digits.length < 3) return [];
  const [from, to] = await Promise.all([
    listCalls(context, { direction: "inbound", from: digits, limit: MOST }),
    listCalls(context, { direction: "outbound", to: digits, limit: MOST }),
  ]);
  return [...from.calls, ...to.calls]
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    .slice(0, MOST)
    .map(toFound);
}

const toFound = (call: CallSummary): FoundCall => ({
  id: call.id,
  number: otherParty(call),
  agentName: call.agentName,
  startedAt: call.startedAt,
  timeZone: call.timeZone,
  isOpen: call.endedAt === null,
});

export async function signOutAction(): Promise<void> {
  await endSession();
}
