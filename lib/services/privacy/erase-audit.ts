import { withSystemSql } from "@/lib/db/transaction";

const LONGEST_WAIT = "5s";

/**
 * Removes the audit log of an organization that is being erased. No role of the product may delete from it, and a trigger refuses even the
 * owner: for this one transaction the database's login, which owns the tables, lifts both. Nobody else can see or use that, and it
 * ends with the transaction, whether it stands or not. Returns how many entries there were.
 */
export function eraseAudit(organizationId: string): Promise<number> {
  return withSystemSql("erasure of an audit log", async (sql) => {
    await sql.query(`set local lock_timeout = '${LONGEST_WAIT}'`);
    await sql.query("set local role none");
    // First the lock: whoever writes an entry now waits, and finds the trigger in place again.
    await sql.query("alter table audit_log disable trigger audit_log_append_only");
    await sql.query("grant delete on audit_log, audit_heads to aybiza_system");
    await sql.query("set local role aybiza_system");
    const { rowCount } = await sql.query("delete from audit_log where organization_id = $1", [organizationId]);
    await sql.query("delete from audit_heads where organization_id = $1", [organizationId]);
    await sql.query("set local role none");
    await sql.query("revoke delete on audit_log, audit_heads from aybiza_system");
    await sql.query("alter table audit_log enable trigger audit_log_append_only");
    return rowCount ?? 0;
  });
}
