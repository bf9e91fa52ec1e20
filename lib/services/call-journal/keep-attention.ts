import type { PoolClient } from "pg";
import { CALM, fromStored, type StoredAttention } from "@/lib/contracts/live/attention";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { noteStored } from "@/lib/domain/attention/note-attention";
import type { FencedCall } from "./fence";
import type { NewEvent } from "./write-events";

/**
 * What each call of the new events says for a look, after them. They are told in their order, on top of what is stored; where one of them is
 * older than what was told already (a lost worker's journal comes late), the whole call is told again.
 */
export async function attentionAfter(
  sql: PoolClient,
  fresh: readonly NewEvent[],
): Promise<ReadonlyMap<string, StoredAttention>> {
  const events = new Map<string, { call: FencedCall; events: NewEvent["record"][] }>();
  for (const { call, record } of fresh) {
    const known = events.get(call.callId);
    if (known) known.events.push(record);
    else events.set(call.callId, { call, events: [record] });
  }
  const after = new Map<string, StoredAttention>();
  for (const [callId, { call, events: added }] of events) {
    added.sort((a, b) => a.seq - b.seq);
    const inOrder = (added[0]?.seq ?? 0) > call.lastSeq;
    after.set(
      callId,
      inOrder
        ? added.reduce((kept, event) => noteStored(kept, event), fromStored(call.attention))
        : await toldAgain(sql, call),
    );
  }
  return after;
}

async function toldAgain(sql: PoolClient, { organizationId, callId, callDay }: FencedCall): Promise<StoredAttention> {
  const { rows } = await sql.query<{ body: CallEventBody; at: Date }>(
    "select body, at from call_events where organization_id = $1 and call_id = $2 and call_day = $3 order by seq",
    [organizationId, callId, callDay],
  );
  return rows.reduce((kept, { body, at }) => noteStored(kept, { body, at: at.toISOString() }), CALM);
}
