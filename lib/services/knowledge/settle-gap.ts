import { z } from "zod";
import type { KnowledgeGapState } from "@/lib/contracts/knowledge-gaps";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

export type SettledGap = { id: string; state: KnowledgeGapState };

/** Nobody means to answer it: its group and whatever else asks the same are shown no more. Needs `knowledge.write`; throws NOT_FOUND. Audited. */
export function dismissGap(context: ServiceContext, groupId: string, now = new Date()): Promise<SettledGap> {
  return settle(context, groupId, "dismissed", now);
}

/** Takes back that a group was answered or dismissed. Needs `knowledge.write`; throws NOT_FOUND. Audited. */
export function reopenGap(context: ServiceContext, groupId: string, now = new Date()): Promise<SettledGap> {
  return settle(context, groupId, "open", now);
}

async function settle(
  context: ServiceContext,
  groupId: string,
  state: "open" | "dismissed",
  now: Date,
): Promise<SettledGap> {
  requirePermission(context, "knowledge.write");
  return withTenant(context.organizationId, (tx) =>
    setGapState(tx, context, groupId, { state, documentId: null }, now),
  );
}

/** The group's new state, within the caller's transaction. Throws NOT_FOUND. Audited. */
export async function setGapState(
  tx: Transaction,
  context: ServiceContext,
  groupId: string,
  { state, documentId }: { state: KnowledgeGapState; documentId: string | null },
  now: Date,
): Promise<SettledGap> {
  const { organizationId, actor } = context;
  const isOpen = state === "open";
  const settled = { settledAt: isOpen ? null : now, settledBy: isOpen || actor.kind !== "user" ? null : actor.id };
  const { count } = z.uuid().safeParse(groupId).success
    ? await tx.knowledgeGap.updateMany({
        where: { organizationId, groupId },
        data: { state, documentId, ...settled },
      })
    : { count: 0 };
  if (count === 0) throw new ServiceError("NOT_FOUND", "There is no such question.");
  const action = isOpen ? "knowledge_gap.reopened" : `knowledge_gap.${state}`;
  const record = { action, targetType: "knowledge_gap", targetId: groupId };
  await recordAudit(tx, context, { ...record, details: { count, documentId } }, now);
  return { id: groupId, state };
}
