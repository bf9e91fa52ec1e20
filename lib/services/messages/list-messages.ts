import { ListMessagesQuery, type MessagePage, type TakenMessage } from "@/lib/contracts/messages";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";

type Row = Record<"id" | "business_id" | "business_name" | "time_zone" | "call_id" | "agent_name", string> &
  Record<"caller_name" | "callback_number" | "text", string> & { taken_at: Date; handled_at: Date | null };

/** A page of taken messages, newest first. Needs `messages.read`. */
export async function listMessages(context: ServiceContext, input: ListMessagesQuery = {}): Promise<MessagePage> {
  requirePermission(context, "messages.read");
  const query = parseInput(ListMessagesQuery, input);
  const after = positionOf(query.cursor);
  const text = `select m.id, m.business_id, b.name as business_name, b.time_zone, m.call_id, a.name as agent_name, m.caller_name,
      m.callback_number, m.text, m.taken_at, m.handled_at
    from messages m
    join businesses b on b.organization_id = m.organization_id and b.id = m.business_id
    join calls c on c.organization_id = m.organization_id and c.id = m.call_id
    join agents a on a.organization_id = c.organization_id and a.id = c.agent_id
    where m.organization_id = $1
      and ($2::uuid is null or m.business_id = $2)
      and ($3::uuid is null or m.call_id = $3)
      and ($4::boolean is null or (m.handled_at is not null) = $4)
      and ($5::timestamptz is null or m.taken_at >= $5)
      and ($6::timestamptz is null or (m.taken_at, m.id) < ($6, $7::uuid))
    order by m.taken_at desc, m.id desc limit ${query.limit + 1}`;
  const { organizationId } = context;
  const { businessId = null, callId = null, handled = null, takenAfter = null } = query;
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<Row>(text, [
      organizationId,
      businessId,
      callId,
      handled,
      takenAfter,
      after?.at ?? null,
      after?.id ?? null,
    ]),
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.taken_at, id: last.id }) : null;
  return { messages: page.map(toTakenMessage), nextCursor };
}

const toTakenMessage = (row: Row): TakenMessage => ({
  id: row.id,
  businessId: row.business_id,
  businessName: row.business_name,
  timeZone: row.time_zone,
  callId: row.call_id,
  agentName: row.agent_name,
  callerName: row.caller_name,
  callbackNumber: row.callback_number,
  text: row.text,
  takenAt: row.taken_at.toISOString(),
  handledAt: row.handled_at?.toISOString() ?? null,
});
