import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { NotificationResource } from "@/lib/contracts/notifications";
import type { MembershipRole } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";
import { planDeliveries } from "@/lib/domain/notifications/due-at";
import type { News } from "@/lib/domain/notifications/news";
import { type Permission, rolesWith } from "../permissions";
import { tellWebhooks } from "../webhooks/tell-webhooks";
import { preferencesOf } from "./read-preferences";

/** Whom news is for: the members whose role has the permission, of these only `userIds` where given, and never `except`. */
export type NewsAudience = {
  organizationId: string;
  permission: Permission;
  userIds?: readonly string[];
  /** Who did it and knows. */
  except?: string | null;
};

/** What a person is to be shown, once the transaction stands. */
export type Told = { organizationId: string; userId: string; notification: NotificationResource };

/** Asks the database in a transaction; the parameters carry their types in the text. */
export type Ask = <T>(text: string, values: readonly unknown[]) => Promise<T[]>;

export const askBySql =
  (sql: PoolClient): Ask =>
  async <T>(text: string, values: readonly unknown[]) =>
    (await sql.query(text, [...values])).rows as T[];
export const askByPrisma =
  (tx: Transaction): Ask =>
  (text, values) =>
    tx.$queryRawUnsafe(text, ...values);

/**
 * Writes news down for each person it is for, with what is to leave the product for them, in the caller's transaction (the tenant's or the
 * system's): it stands if what caused it stands. A person who has news of this key already gets nothing, also when several write it at
 * once. Give what it returns to `announceNews` when the transaction is through.
 */
export async function writeNews(ask: Ask, audience: NewsAudience, news: News, now: Date): Promise<Told[]> {
  const { organizationId } = audience;
  const members = await listMembers(ask, audience);
  const rows = members.flatMap((member) => {
    const reachable = { email: member.has_email && !news.isMailedOtherwise, push: member.has_push };
    const plan = planDeliveries(news.type, preferencesOf(member), reachable, now.getTime());
    if (!plan.isShown && plan.deliveries.length === 0) return [];
    return [{ id: uuidv7(), userId: member.user_id, ...plan }];
  });
  if (rows.length === 0) return [];
  const values = [organizationId, JSON.stringify(rows), news.type, news.title, news.body, news.url, news.callId];
  const written = await ask<{ id: string }>(
    `insert into notifications (organization_id, id, user_id, is_shown, type, title, body, url, call_id, dedupe_key, created_at)
     select $1::uuid, r.id, r."userId", r."isShown", $3::text::notification_type, $4::text, $5::text, $6::text, $7::uuid, $8::text,
       $9::timestamptz
     from jsonb_to_recordset($2::jsonb) as r(id uuid, "userId" uuid, "isShown" boolean) order by r."userId"
     on conflict (organization_id, user_id, dedupe_key) do nothing returning id`,
    [...values, news.dedupeKey, now.toISOString()],
  );
  const ids = new Set(written.map(({ id }) => id));
  const fresh = rows.filter(({ id }) => ids.has(id));
  await writeDeliveries(ask, organizationId, fresh);
  if (fresh.length > 0 && !audience.userIds) await tellWebhooksOfNews(ask, organizationId, news, now);
  return fresh
    .filter(({ isShown }) => isShown)
    .map(({ id, userId }) => ({ organizationId, userId, notification: resourceOf(news, id, now) }));
}

/** Once, however many members it is for; what is for some by name is nobody else's. */
async function tellWebhooksOfNews(ask: Ask, organizationId: string, news: News, at: Date): Promise<void> {
  const { type, title, body, url, callId, dedupeKey } = news;
  const key = `notification.created:${dedupeKey}`;
  await tellWebhooks(ask, { organizationId, type: "notification.created", callId, key, at }, (sequence) => ({
    sequence,
    notification: { type, title, body, url, callId },
  }));
}

type MemberRow = {
  user_id: string;
  time_zone: string;
  preferences: unknown;
  has_email: boolean;
  has_push: boolean;
};

/** Their memberships cannot end until the transaction does. Mail leaves the house only for addresses that were confirmed. */
const listMembers = (ask: Ask, { organizationId, permission, userIds, except }: NewsAudience): Promise<MemberRow[]> =>
  ask(
    `select m.user_id, o.time_zone, p.preferences, u.email_verified_at is not null as has_email,
       exists (select from push_subscriptions s where s.organization_id = m.organization_id and s.user_id = m.user_id) as has_push
     from memberships m
     join organizations o on o.id = m.organization_id
     join users u on u.id = m.user_id and u.disabled_at is null
     left join notification_preferences p on p.organization_id = m.organization_id and p.user_id = m.user_id
     where m.organization_id = $1::uuid and m.role::text = any($2::text[])
       and ($3::uuid[] is null or m.user_id = any($3::uuid[])) and m.user_id is distinct from $4::uuid
     order by m.user_id for key share of m`,
    [organizationId, rolesWith(permission) satisfies MembershipRole[], userIds ?? null, except ?? null],
  );

async function writeDeliveries(
  ask: Ask,
  organizationId: string,
  rows: readonly { id: string; deliveries: { channel: string; dueAtMs: number }[] }[],
): Promise<void> {
  const deliveries = rows.flatMap(({ id, deliveries: planned }) =>
    planned.map(({ channel, dueAtMs }) => ({ id, channel, dueAt: new Date(dueAtMs).toISOString() })),
  );
  if (deliveries.length === 0) return;
  await ask(
    `insert into notification_deliveries (organization_id, notification_id, channel, due_at)
     select $1::uuid, r.id, r.channel, r."dueAt" from jsonb_to_recordset($2::jsonb) as r(id uuid, channel text, "dueAt" timestamptz)`,
    [organizationId, JSON.stringify(deliveries)],
  );
}

const resourceOf = ({ type, title, body, url, callId }: News, id: string, at: Date): NotificationResource => ({
  id,
  type,
  title,
  body,
  url,
  callId,
  createdAt: at.toISOString(),
  readAt: null,
});
