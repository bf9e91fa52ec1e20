import type { KnowledgeSchedule } from "@/lib/contracts/knowledge";

const DAY_MS = 86_400_000;
const EVERY_MS = { daily: DAY_MS, weekly: 7 * DAY_MS, monthly: 30 * DAY_MS } as const;

/** When something that is read as often is read the next time; null: not by itself. */
export const nextSyncAfter = (schedule: KnowledgeSchedule, now: Date): Date | null =>
  schedule === "never" ? null : new Date(now.getTime() + EVERY_MS[schedule]);
