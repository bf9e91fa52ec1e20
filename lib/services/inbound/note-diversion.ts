import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import { withTenantSql } from "@/lib/db/transaction";
import type { CarrierRecord } from "../call-journal/records";
import type { Diversion } from "./resolve-number";

/** Notes a call that no agent takes, once however often the carrier asks. */
export async function noteDiversion(
  number: { organizationId: string; businessId: string; diversion: Diversion },
  call: { providerCallSid: string; from: string; to: string },
  now: Date,
): Promise<void> {
  const { organizationId, businessId, diversion } = number;
  await withTenantSql(organizationId, (sql) =>
    sql.query(
      `insert into diverted_calls (organization_id, id, business_id, provider_call_sid, from_number, to_number, reason, outcome, forwarded_to, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (provider_call_sid) do nothing`,
      [
        organizationId,
        uuidv7(),
        businessId,
        call.providerCallSid,
        call.from,
        call.to,
        diversion.reason,
        diversion.kind === "forward" ? "forwarded" : "message",
        diversion.kind === "forward" ? diversion.to : null,
        now,
      ],
    ),
  );
}

/** True when a call is one that no agent took. */
export async function isDiverted(sql: PoolClient, providerCallSid: string): Promise<boolean> {
  const { rowCount } = await sql.query("select from diverted_calls where provider_call_sid = $1", [providerCallSid]);
  return rowCount === 1;
}

/** Notes how long such a call was, when it is over. False when it is none. */
export async function endDiversion(sql: PoolClient, record: CarrierRecord): Promise<boolean> {
  const seconds = Number(record.body["CallDuration"] ?? Number.NaN);
  const durationMs = Number.isFinite(seconds) ? Math.round(seconds * 1_000) : null;
  const { rowCount } = await sql.query(
    `update diverted_calls set ended_at = coalesce(ended_at, $2), duration_ms = coalesce(duration_ms, $3)
     where provider_call_sid = $1`,
    [record.providerCallSid, durationMs === null ? null : new Date(record.at), durationMs],
  );
  return rowCount === 1;
}
