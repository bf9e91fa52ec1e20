import { createHmac, randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { refuseRevokedKey } from "../api-keys/refuse-revoked";
import type { ServiceContext } from "../context";
import { deriveKey } from "../derive-key";

export type AuditRecord = {
  /** `noun.verbed` */
  action: string;
  targetType: string;
  targetId: string;
  /** Ids and figures; never what people said. */
  details?: Record<string, unknown>;
};

export type AuditRow = {
  organizationId: string;
  seq: bigint;
  id: string;
  at: Date;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  targetType: string;
  targetId: string;
  details: unknown;
  requestId: string;
  ip: string | null;
};

export const FIRST_PREV_HASH = "0".repeat(64);

/**
 * Appends to the organization's audit log within the caller's transaction: it stands if the change stands. Each entry carries an HMAC over
 * itself and the one before; the key stays with the application, so whoever holds the database alone cannot rewrite the chain unseen.
 * Writers of one organization wait for each other on its head row. Throws UNAUTHENTICATED when the acting API key was revoked meanwhile, which
 * undoes the change.
 */
export async function recordAudit(
  tx: Transaction,
  context: Pick<ServiceContext, "organizationId" | "actor" | "requestId" | "ip">,
  record: AuditRecord,
  now = new Date(),
): Promise<void> {
  const { organizationId, actor, requestId } = context;
  await refuseRevokedKey(tx, { organizationId, actor });
  await tx.$executeRaw`insert into audit_heads (organization_id, seq, hash)
    values (${organizationId}::uuid, 0, ${FIRST_PREV_HASH}) on conflict do nothing`;
  const heads = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`select seq, hash from audit_heads
    where organization_id = ${organizationId}::uuid for update`;
  const head = heads[0];
  if (!head) throw new Error("the audit chain has no head");
  const row: AuditRow = {
    organizationId,
    seq: head.seq + 1n,
    id: uuidv7(),
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action: record.action,
    targetType: record.targetType,
    targetId: record.targetId,
    details: JSON.parse(JSON.stringify(record.details ?? {})) as Record<string, unknown>,
    requestId: requestId || randomUUID(),
    ip: context.ip ?? null,
  };
  const hash = auditHash(row, head.hash, auditKey(organizationId));
  await tx.auditEntry.create({ data: { ...row, details: row.details as object, prevHash: head.hash, hash } });
  await tx.auditHead.update({ where: { organizationId }, data: { seq: row.seq, hash } });
}

export const auditKey = (organizationId: string, secret = sharedEnv().NEXTAUTH_SECRET): Buffer =>
  deriveKey(secret, `audit:${organizationId}`);

/** Hex HMAC-SHA-256 over the previous hash and all that the entry says. */
export function auditHash(row: AuditRow, prevHash: string, key: Buffer): string {
  const content = canonical([
    prevHash,
    row.organizationId,
    row.seq.toString(),
    row.id,
    row.at.toISOString(),
    row.actorKind,
    row.actorId,
    row.actorName,
    row.action,
    row.targetType,
    row.targetId,
    row.details,
    row.requestId,
    row.ip,
  ]);
  return createHmac("sha256", key).update(content).digest("hex");
}

/** JSON with sorted keys: the database gives an object's keys back in its own order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
