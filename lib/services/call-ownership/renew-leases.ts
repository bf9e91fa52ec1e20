import { withSystemSql } from "@/lib/db/transaction";

/** How long a call is its owner's without renewal. */
export const LEASE_MS = 15_000;

export type HeldCall = { organizationId: string; callId: string; epoch: number };

/**
 * Renews the leases of all calls a worker holds, in one statement; workers repeat it every 5 s. Returns the calls that are not its own
 * any more (another worker took them over): their sessions must stop. Throws when the database is away; the calls then go on.
 */
export async function renewLeases(workerId: string, calls: readonly HeldCall[]): Promise<HeldCall[]> {
  if (calls.length === 0) return [];
  const { rows } = await withSystemSql("leases", (sql) =>
    sql.query<{ id: string }>(
      // In the order of the key, as every statement that locks several calls does it.
      `with held as (
         select c.organization_id, c.id from calls c
         join unnest($2::uuid[], $3::uuid[], $4::int[]) as h (organization_id, id, epoch)
           on h.organization_id = c.organization_id and h.id = c.id and h.epoch = c.epoch
         where c.owner_worker_id = $1
         order by c.organization_id, c.id for no key update of c
       )
       update calls c set lease_until = now() + $5 * interval '1 millisecond'
       from held where c.organization_id = held.organization_id and c.id = held.id
       returning c.id`,
      [
        workerId,
        calls.map((call) => call.organizationId),
        calls.map((call) => call.callId),
        calls.map((call) => call.epoch),
        LEASE_MS,
      ],
    ),
  );
  const renewed = new Set(rows.map((row) => row.id));
  return calls.filter((call) => !renewed.has(call.callId));
}

/** Gives a call's lease up: it has ended, or another worker shall go on with it. Without effect once somebody else owns it. */
export async function releaseCall(workerId: string, call: HeldCall): Promise<void> {
  await withSystemSql("lease given up", (sql) =>
    sql.query(
      `update calls set lease_until = null
       where organization_id = $1 and id = $2 and epoch = $3 and owner_worker_id = $4`,
      [call.organizationId, call.callId, call.epoch, workerId],
    ),
  );
}
