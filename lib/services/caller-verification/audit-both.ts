import type { Transaction } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";

/**
 * Records in the audit log of the organization whose agent asks, and of the one whose account it is about (null: none). Needs a system
 * transaction. Always in the same order, so that two organizations that ask about each other cannot hold each other's audit head.
 */
export async function auditBoth(
  tx: Transaction,
  context: ServiceContext,
  accountOrganizationId: string | null,
  record: { action: string; targetId: string; details: { callId: string; result: string } },
): Promise<void> {
  const { organizationId, requestId } = context;
  const entry = { action: record.action, targetType: "caller_verification", targetId: record.targetId };
  const ids = [...new Set([organizationId, accountOrganizationId ?? organizationId])].sort();
  const asking = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { accountId: true },
  });
  for (const id of ids) {
    if (id === organizationId) await recordAudit(tx, context, { ...entry, details: record.details });
    else {
      const actor = { kind: "system" as const, id: "caller-verification", name: "Caller verification" };
      const details = { askedBy: asking.accountId, result: record.details.result };
      await recordAudit(tx, { organizationId: id, actor, requestId }, { ...entry, details });
    }
  }
}
