import type { KnowledgeFactKind, KnowledgeFactResource } from "@/lib/contracts/knowledge-by-hand";
import { localMoment } from "@/lib/domain/schedule/local-time";

/** A fact as it is typed: whole days of the business's own calendar, the last one included; empty: open. */
export type FactDraft = {
  kind: KnowledgeFactKind;
  subject: string;
  statement: string;
  /** YYYY-MM-DD */
  firstDay: string;
  lastDay: string;
};

export const EMPTY_FACT: FactDraft = { kind: "price", subject: "", statement: "", firstDay: "", lastDay: "" };

export function draftOfFact(fact: KnowledgeFactResource, timeZone: string): FactDraft {
  const { kind, subject, statement, validFrom, validUntil } = fact;
  const dayOf = (atMs: number) => localMoment(atMs, timeZone).date.iso;
  return {
    kind,
    subject,
    statement,
    firstDay: validFrom === null ? "" : dayOf(Date.parse(validFrom)),
    // The end is the first moment after.
    lastDay: validUntil === null ? "" : dayOf(Date.parse(validUntil) - 1),
  };
}
