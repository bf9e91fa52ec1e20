import type { z } from "zod";
import type { AuditEntryResource, AuditFilter } from "@/lib/contracts/audit";

/** An entry as it is read with SQL; `seq` is a bigint, which comes as text. */
export type StoredEntry = {
  seq: string;
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  target_type: string;
  target_id: string;
  details: Record<string, unknown>;
  request_id: string;
  ip: string | null;
  prev_hash: string;
  hash: string;
};

export const toAuditEntry = (row: StoredEntry): AuditEntryResource => ({
  seq: Number(row.seq),
  id: row.id,
  at: row.at.toISOString(),
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  actorName: row.actor_name,
  action: row.action,
  targetType: row.target_type,
  targetId: row.target_id,
  details: row.details,
  requestId: row.request_id,
  ip: row.ip,
});

/** Entries of the organization that fit, newest first, from before `beforeSeq`, and `limit` of them. */
export function auditQuery(
  organizationId: string,
  filter: z.output<typeof AuditFilter>,
  { beforeSeq, limit }: { beforeSeq: string | null; limit: number },
): { text: string; parameters: unknown[] } {
  const parameters: unknown[] = [organizationId];
  const conditions = ["organization_id = $1"];
  const add = (condition: (name: string) => string, value: unknown) =>
    conditions.push(condition(`$${parameters.push(value)}`));
  const { actor, action, target, since, before } = filter;
  if (actor) {
    const pattern = parameters.push(`%${escaped(actor)}%`);
    add((p) => `(actor_id = ${p} or actor_name ilike $${pattern})`, actor);
  }
  // A verb that is only begun finds too; a noun alone means all its verbs.
  if (action) add((p) => `action like ${p}`, `${escaped(action)}${action.includes(".") ? "%" : ".%"}`);
  if (target) add((p) => `(target_type = ${p} or target_id = ${p})`, target);
  if (since) add((p) => `at >= ${p}::timestamptz`, since);
  if (before) add((p) => `at < ${p}::timestamptz`, before);
  if (beforeSeq !== null) add((p) => `seq < ${p}::bigint`, beforeSeq);
  const columns = `seq, id, at, actor_kind, actor_id, actor_name, action, target_type, target_id, details, request_id, ip,
    prev_hash, hash`;
  const text = `select ${columns} from audit_log where ${conditions.join(" and ")} order by seq desc limit ${limit}`;
  return { text, parameters };
}

/** What people type stands for itself in a LIKE pattern. */
const escaped = (text: string) => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
