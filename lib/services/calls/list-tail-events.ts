import { z } from "zod";
import type { CallEvent } from "@/lib/contracts/live/events";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { type EventRow, toCallEvent } from "./call-rows";

const Input = z.object({ callId: z.uuid("it must be a call's id"), afterSeq: z.number().int().min(0) });

/**
 * What a watcher who has everything up to `afterSeq` (0: nothing) has missed, ordered by `seq`. Only what is stored: the journal of a running
 * call may know more. Needs `calls.read`; throws NOT_FOUND for an unknown call or another organization's.
 */
export async function listTailEvents(
  context: Pick<ServiceContext, "organizationId" | "permissions">,
  input: z.input<typeof Input>,
): Promise<CallEvent[]> {
  requirePermission(context, "calls.read");
  const { callId, afterSeq } = parseInput(Input, input);
  const { organizationId } = context;
  const rows = await withTenantSql(organizationId, async (sql) => {
    const calls = await sql.query<{ call_day: string }>(
      "select call_day from calls where organization_id = $1 and id = $2",
      [organizationId, callId],
    );
    const call = calls.rows[0];
    if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
    const events = await sql.query<EventRow>(
      `select call_id, seq, at, body from call_events
       where organization_id = $1 and call_id = $2 and call_day = $3 and seq > $4 order by seq`,
      [organizationId, callId, call.call_day, afterSeq],
    );
    return events.rows;
  });
  return rows.map(toCallEvent);
}
