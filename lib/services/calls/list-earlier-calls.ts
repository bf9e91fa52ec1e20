import { z } from "zod";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "./call-rows";

const SHOWN = 5;

export type EarlierCalls = {
  /** The other side's number, E.164; null where there is none to find calls by (a browser, a withheld number). */
  number: string | null;
  /** The last of them, newest first. */
  calls: CallSummary[];
  total: number;
};

/**
 * What the organization spoke with the other side of a call before it, whoever called whom; tests are none. Needs `calls.read`; throws NOT_FOUND for
 * an unknown call, and another organization's.
 */
export async function listEarlierCalls(context: ServiceContext, callId: string): Promise<EarlierCalls> {
  requirePermission(context, "calls.read");
  const { organizationId } = context;
  const found = z.uuid().safeParse(callId).success
    ? await withTenantSql(organizationId, async (sql) => {
        const { rows } = await sql.query<{ number: string; started_at: Date }>(
          `select case direction when 'inbound' then from_number else to_number end as number, started_at
           from calls where organization_id = $1 and id = $2`,
          [organizationId, callId],
        );
        const call = rows[0];
        if (!call) return null;
        if (!/^\+\d+$/.test(call.number)) return { number: null, calls: [], total: 0 };
        const earlier = `c.organization_id = $1 and c.id <> $2 and c.started_at <= $3 and c.kind <> 'test'
          and ((c.direction = 'inbound' and c.from_number = $4) or (c.direction = 'outbound' and c.to_number = $4))`;
        const parameters = [organizationId, callId, call.started_at, call.number];
        const shown = await sql.query<SummaryRow>(
          `${SUMMARY_SELECT} where ${earlier} order by c.started_at desc, c.id desc limit ${SHOWN}`,
          parameters,
        );
        const counted = await sql.query<{ total: number }>(
          `select count(*)::int as total from calls c where ${earlier}`,
          parameters,
        );
        return { number: call.number, calls: shown.rows.map(toCallSummary), total: counted.rows[0]?.total ?? 0 };
      })
    : null;
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such call.");
  return found;
}
