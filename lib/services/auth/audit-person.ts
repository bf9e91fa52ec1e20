import type { SessionUser } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";
import { type AuditRecord, recordAudit } from "../audit/record-audit";

/** Who acts on their own account, and from where. */
type Acting = { user: Pick<SessionUser, "userId" | "name" | "memberships">; requestId: string; ip?: string };

/** Records what a person did to their own account in the audit log of each of their organizations. Needs a system transaction. */
export async function auditPerson(tx: Transaction, self: Acting, record: AuditRecord, now: Date): Promise<void> {
  const { user, requestId, ip } = self;
  const actor = { kind: "user" as const, id: user.userId, name: user.name };
  // In one order always, so that two of them cannot hold each other's audit head.
  for (const organizationId of user.memberships.map((membership) => membership.organizationId).sort()) {
    await recordAudit(tx, { organizationId, actor, requestId, ...(ip ? { ip } : {}) }, record, now);
  }
}
