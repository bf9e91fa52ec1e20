import { v7 as uuidv7 } from "uuid";
import type { WebhookData, WebhookEventType } from "@/lib/contracts/webhook-events";

/** As `askBySql` and `askByPrisma` (lib/services/notifications/write-news.ts) make it, which itself tells webhooks. */
type Ask = <T>(text: string, values: readonly unknown[]) => Promise<T[]>;

/** Something that endpoints may be told. `key`: what it tells of, by which it is written once. */
export type WebhookNews<T extends WebhookEventType = WebhookEventType> = {
  organizationId: string;
  type: T;
  callId: string | null;
  key: string;
  at: Date;
  data: WebhookData[T];
};

/** The text that is signed and sent. */
export const bodyOf = (type: string, at: Date, id: string, data: object): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), id, data });

/**
 * Writes down what endpoints are to be told, with a delivery to each that is on and wants it, in the transaction of what it tells of: it stands if
 * that stands. What was written already, by its key, is not again; what nobody wants is not at all.
 */
export async function writeWebhooks(ask: Ask, news: readonly WebhookNews[]): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map(({ organizationId, type, callId, key, at, data }) => {
    const id = uuidv7();
    return { organizationId, id, type, callId, key, at: at.toISOString(), body: bodyOf(type, at, id, data) };
  });
  // An endpoint that is being removed is waited for, and then passed over.
  await ask(
    `with wanted as (
       select d.*, e.id as endpoint_id
       from jsonb_to_recordset($1::jsonb)
         as d("organizationId" uuid, id uuid, type text, "callId" uuid, key text, at timestamptz, body text)
       join webhook_endpoints e on e.organization_id = d."organizationId" and e.enabled and d.type = any(e.events)
       order by e.organization_id, e.id for key share of e
     ), written as (
       insert into webhook_events (organization_id, id, type, call_id, dedupe_key, at, body)
       select distinct "organizationId", id, type, "callId", key, at, body from wanted
       on conflict (organization_id, dedupe_key) do nothing returning organization_id, id, at
     )
     insert into webhook_deliveries (organization_id, id, endpoint_id, event_id, due_at, created_at)
     select w.organization_id, gen_random_uuid(), d.endpoint_id, w.id, w.at, w.at
     from written w join wanted d on d."organizationId" = w.organization_id and d.id = w.id`,
    [JSON.stringify(rows)],
  );
}

/**
 * Where anybody wants to be told of `type`: what of its call has happened so far, by number (null: it is of no call). Null where nobody does, and of test
 * calls, which count for nothing.
 */
async function listenersFor(
  ask: Ask,
  organizationId: string,
  type: WebhookEventType,
  callId: string | null,
): Promise<{ sequence: number | null; callId: string | null } | null> {
  const [found] = await ask<{ kind: string | null; last_seq: number | null }>(
    `select c.kind::text as kind, c.last_seq from (select $1::uuid as organization_id) o
     left join calls c on c.organization_id = o.organization_id and c.id = $3::uuid
     where exists (select from webhook_endpoints e where e.organization_id = o.organization_id and e.enabled and $2::text = any(e.events))`,
    [organizationId, type, callId],
  );
  return found && found.kind !== "test"
    ? { sequence: found.last_seq, callId: found.kind === null ? null : callId }
    : null;
}

/** As `writeWebhooks`, of one thing whose `data` is made only where anybody wants it. */
export async function tellWebhooks<T extends WebhookEventType>(
  ask: Ask,
  news: Omit<WebhookNews<T>, "data">,
  dataOf: (sequence: number | null) => Promise<WebhookData[T] | null> | WebhookData[T] | null,
): Promise<void> {
  const listeners = await listenersFor(ask, news.organizationId, news.type, news.callId);
  const data = listeners && (await dataOf(listeners.sequence));
  if (data) await writeWebhooks(ask, [{ ...news, callId: listeners.callId, data }]);
}
