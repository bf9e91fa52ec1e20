import { createHash, randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withSystem, withSystemSql } from "@/lib/db/transaction";
import type { AuditAnchors } from "../audit/anchors";
import { ServiceError } from "../errors";
import { eraseAudit } from "./erase-audit";
import { erasureOf } from "./erasure-state";
import { giveBackNumbers, type NumbersOf } from "./give-back-numbers";
import { inDeletionOrder, listTenantTables } from "./tenant-tables";

export type ErasedOrganization =
  | { kind: "erased"; accountId: string; rows: number; users: number }
  /** Calls are in progress and being ended, or the carrier has not taken all numbers back. Try again in a minute. */
  | { kind: "waiting"; accountId: string; calls: number; numbers: number };

type EraseOptions = {
  objects: Pick<ObjectStore, "removeAll">;
  numbersOf: NumbersOf;
  now?: Date;
  force?: boolean;
  anchors?: AuditAnchors;
};

const BATCH_ROWS = 5000;
/** Done last, by themselves. */
const LAST = new Set(["audit_log", "audit_heads", "memberships", "kill_switches"]);

/** The organizations whose time to undo is over. */
export async function listDueErasures(now: Date): Promise<string[]> {
  const rows = await withSystem(
    "erasures that are due",
    (tx) => tx.$queryRaw<{ id: string; settings: unknown }[]>`
      select id, settings from organizations where settings -> 'erasure' is not null`,
  );
  return rows.flatMap(({ id, settings }) => {
    const erasure = erasureOf(settings);
    return erasure && Date.parse(erasure.eraseAfter) <= now.getTime() ? [id] : [];
  });
}

/**
 * Erases everything of an organization, its files, its audit log and its people who belong to no other organization included. New calls are stopped
 * first, and the numbers it bought are given back to the carrier. Goes on where it was broken off. For jobs and the operator's command; throws NOT_FOUND, and CONFLICT before the time to undo is
 * over unless `force`.
 */
export async function eraseOrganization(
  organizationId: string,
  { objects, numbersOf, now = new Date(), force = false, anchors }: EraseOptions,
): Promise<ErasedOrganization> {
  const organization = await withSystem("erasure", (tx) =>
    tx.organization.findUnique({ where: { id: organizationId }, select: { accountId: true, settings: true } }),
  );
  if (!organization) throw new ServiceError("NOT_FOUND", "There is no such organization.");
  const { accountId, settings } = organization;
  const erasure = erasureOf(settings);
  if (!force && (!erasure || Date.parse(erasure.eraseAfter) > now.getTime()))
    throw new ServiceError(
      "CONFLICT",
      `${accountId} is not to be erased${erasure ? ` before ${erasure.eraseAfter}` : ""}.`,
    );

  const calls = await withSystemSql("erasure: stop calls", (sql) => stopCalls(sql, organizationId));
  // While its own account at the carrier is still known.
  const numbers = await giveBackNumbers(organizationId, numbersOf);
  if (calls > 0 || numbers > 0) return { kind: "waiting", accountId, calls, numbers };

  const people = await withSystemSql("erasure: whose", (sql) => peopleOf(sql, organizationId));
  const tables = await withSystemSql("erasure: tables", async (sql) =>
    inDeletionOrder(sql, await listTenantTables(sql)),
  );
  let rows = 0;
  // Twice: what was written while the first round went on has no table to refer to any more.
  for (let round = 0; round < 2; round += 1) {
    for (const { name } of tables) if (!LAST.has(name)) rows += await emptyTable(name, organizationId);
  }
  await objects.removeAll(organizationId);
  // Before, not after: broken off in between, it is done again, while a log that is gone without a word looks stolen.
  await anchors?.noteErasure(organizationId, now);
  rows += await eraseAudit(organizationId);
  const users = await withSystemSql("erasure: the rest", async (sql) => {
    await eraseTraces(sql, accountId, people);
    await sql.query("update user_sessions set active_organization_id = null where active_organization_id = $1", [
      organizationId,
    ]);
    await sql.query("delete from kill_switches where organization_id = $1", [organizationId]);
    await sql.query("delete from organizations where id = $1", [organizationId]);
    const { rowCount } = await sql.query(
      "delete from users u where id = any($1::uuid[]) and not exists (select from memberships m where m.user_id = u.id)",
      [people.userIds],
    );
    return rowCount ?? 0;
  });
  return { kind: "erased", accountId, rows, users };
}

/** Nobody can call in or out any more; workers end what goes on within seconds. Returns how many calls still do. */
async function stopCalls(sql: PoolClient, organizationId: string): Promise<number> {
  await sql.query(
    `insert into kill_switches (id, scope, organization_id, reason, set_by)
     select $2, 'organization', $1, 'The organization is being erased', 'system'
     where not exists (select from kill_switches where organization_id = $1 and scope = 'organization' and active)`,
    [organizationId, randomUUID()],
  );
  await sql.query("delete from api_keys where organization_id = $1", [organizationId]);
  const { rows } = await sql.query<{ count: number }>(
    "select count(*)::int as count from calls where organization_id = $1 and ended_at is null and lease_until > now()",
    [organizationId],
  );
  return rows[0]?.count ?? 0;
}

type People = { userIds: string[]; emails: string[]; customerId: string | null };

async function peopleOf(sql: PoolClient, organizationId: string): Promise<People> {
  const users = await sql.query<{ id: string; email: string }>(
    `select u.id, u.email from users u join memberships m on m.user_id = u.id and m.organization_id = $1
     where not exists (select from memberships o where o.user_id = u.id and o.organization_id <> $1)`,
    [organizationId],
  );
  const invited = await sql.query<{ email: string }>("select email from invitations where organization_id = $1", [
    organizationId,
  ]);
  const paid = await sql.query<{ id: string | null }>(
    "select stripe_customer_id as id from subscriptions where organization_id = $1",
    [organizationId],
  );
  return {
    userIds: users.rows.map(({ id }) => id),
    emails: [...users.rows, ...invited.rows].map(({ email }) => email),
    customerId: paid.rows[0]?.id ?? null,
  };
}

async function emptyTable(name: string, organizationId: string): Promise<number> {
  const table = `"${name}"`;
  for (let total = 0; ;) {
    const { rowCount } = await withSystemSql("erasure", (sql) =>
      sql.query(
        `delete from ${table} where organization_id = $1
         and ctid = any(array(select ctid from ${table} where organization_id = $1 limit ${BATCH_ROWS}))`,
        [organizationId],
      ),
    );
    total += rowCount ?? 0;
    if (!rowCount) return total;
  }
}

/** What is kept under other names than the organization's: mail, locks of sign-in, Stripe's events, other organizations' checks. */
async function eraseTraces(sql: PoolClient, accountId: string, { emails, customerId }: People): Promise<void> {
  const subjects = emails.map((email) => `email:${createHash("sha256").update(email).digest("hex")}`);
  await sql.query('delete from outgoing_mail where "to" = any($1)', [emails]);
  await sql.query("delete from sign_in_throttles where subject = any($1)", [subjects]);
  await sql.query("delete from stripe_events where customer_id = $1", [customerId]);
  await sql.query(
    "update caller_verifications set account_id = null, code_hash = null, sent_to = null where account_id = $1",
    [accountId],
  );
}
