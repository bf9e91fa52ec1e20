import { z } from "zod";
import type { CallDetail } from "@/lib/contracts/calls";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { type EventRow, type RecordRow, recordSelect, toCallEvent, toCallRecord } from "./call-rows";

/** A call and all its stored facts, ordered by `seq`. Needs `calls.read`; throws NOT_FOUND, for another organization's call too. */
export async function getCall(context: ServiceContext, callId: string): Promise<CallDetail> {
  requirePermission(context, "calls.read");
  const { organizationId } = context;
  const found = z.uuid().safeParse(callId).success
    ? await withTenantSql(organizationId, async (sql) => {
        const calls = await sql.query<RecordRow>(`${recordSelect()} where c.organization_id = $1 and c.id = $2`, [
          organizationId,
          callId,
        ]);
        const call = calls.rows[0];
        if (!call) return null;
        const events = await sql.query<EventRow>(
          `select call_id, seq, at, body from call_events where organization_id = $1 and call_id = $2 and call_day = $3 order by seq`,
          [organizationId, callId, call.call_day],
        );
        return { call: toCallRecord(call), events: events.rows.map(toCallEvent) };
      })
    : null;
  if (!found)
    throw new ServiceError("NOT_FOUND", "There is no such call. It may have been deleted, or the address is wrong.");
  return found;
}
