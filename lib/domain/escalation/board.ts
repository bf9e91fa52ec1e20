import type { EscalationPriority, EscalationSummary, EscalationState } from "@/lib/contracts/escalations";

/** Somebody has to see to them. */
export const OPEN_STATES = ["waiting", "in_progress", "callback"] as const satisfies readonly EscalationState[];
export const SETTLED_STATES = ["completed", "abandoned"] as const satisfies readonly EscalationState[];

export const BOARD_COLUMNS = [
  { key: "waiting", title: "Waiting", states: ["waiting"] },
  { key: "in_progress", title: "In progress", states: ["in_progress"] },
  { key: "callback", title: "Call back promised", states: ["callback"] },
  { key: "settled", title: "Settled", states: SETTLED_STATES },
] as const satisfies readonly { key: string; title: string; states: readonly EscalationState[] }[];

const RANK: Readonly<Record<EscalationPriority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** In the order in which one sees to them: the urgent before the rest, then who waits longest. */
export const byUrgency = (a: EscalationSummary, b: EscalationSummary): number =>
  RANK[a.priority] - RANK[b.priority] || (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0);

/** The board's columns with what stands in each: open ones by urgency, settled ones as they came, newest first. */
export function boardOf(open: readonly EscalationSummary[], settled: readonly EscalationSummary[]) {
  return BOARD_COLUMNS.map((column) => {
    const states: readonly EscalationState[] = column.states;
    return {
      ...column,
      escalations:
        column.key === "settled"
          ? settled.filter(({ state }) => states.includes(state))
          : open.filter(({ state }) => states.includes(state)).sort(byUrgency),
    };
  });
}
