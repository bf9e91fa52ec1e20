import type { KnowledgeFactResource, SaveFactInput } from "@/lib/contracts/knowledge-by-hand";
import { startOfDay } from "@/lib/web/day-range";
import { draftOfFact, EMPTY_FACT, type FactDraft } from "./fact-draft";

/** `known`: what the draft was made of; a day that was not touched keeps its exact moment. What is no day stays one that is refused. */
export function factOfDraft(
  { kind, subject, statement, firstDay, lastDay }: FactDraft,
  businessId: string,
  timeZone: string,
  known: KnowledgeFactResource | null,
): SaveFactInput {
  const before = known ? draftOfFact(known, timeZone) : EMPTY_FACT;
  const momentOf = (day: string, plusDays: number) =>
    day === "" ? null : (startOfDay(day, timeZone, plusDays) ?? day);
  return {
    businessId,
    kind,
    subject,
    statement,
    validFrom: firstDay === before.firstDay ? (known?.validFrom ?? null) : momentOf(firstDay, 0),
    validUntil: lastDay === before.lastDay ? (known?.validUntil ?? null) : momentOf(lastDay, 1),
  };
}
