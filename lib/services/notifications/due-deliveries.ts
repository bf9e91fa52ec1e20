import type { Transaction } from "@/lib/db/transaction";
import type { DeliveryChannel } from "@/lib/domain/notifications/due-at";

/** What is due to one person by one way, newest first, locked until the transaction ends. */
export type DueDelivery = {
  organizationId: string;
  userId: string;
  notificationId: string;
  attempts: number;
  type: string;
  title: string;
  body: string;
  url: string | null;
  createdAt: Date;
  /** Why it must not go any more, in words; null: it may. */
  obsolete: string | null;
};

const MOST_AT_ONCE = 200;

/**
 * The person who has waited longest, and all that is due to them by a channel; empty when nothing is. What another job holds is passed
 * over. In a transaction of the system.
 */
export async function takeDue(tx: Transaction, channel: DeliveryChannel, now: Date): Promise<DueDelivery[]> {
  const [first] = await tx.$queryRaw<{ organizationId: string; userId: string }[]>`
    select n.organization_id as "organizationId", n.user_id as "userId"
    from notification_deliveries d
    join notifications n on n.organization_id = d.organization_id and n.id = d.notification_id
    where d.channel = ${channel} and d.state = 'waiting' and d.due_at <= ${now}
    order by d.due_at limit 1 for update of d skip locked`;
  if (!first) return [];
  const { organizationId, userId } = first;
  return tx.$queryRaw<DueDelivery[]>`
    select n.organization_id as "organizationId", n.user_id as "userId", n.id as "notificationId", d.attempts, n.type::text as type,
      n.title, n.body, n.url, n.created_at as "createdAt",
      case when n.read_at is not null then 'read before it was due'
        when u.disabled_at is not null then 'the person is disabled'
        when ${channel} = 'email' and u.email_verified_at is null then 'the address is not confirmed' end as obsolete
    from notification_deliveries d
    join notifications n on n.organization_id = d.organization_id and n.id = d.notification_id
    join users u on u.id = n.user_id
    where d.organization_id = ${organizationId}::uuid and n.user_id = ${userId}::uuid and d.channel = ${channel}
      and d.state = 'waiting' and d.due_at <= ${now}
    order by n.created_at desc, n.id desc limit ${MOST_AT_ONCE} for update of d skip locked`;
}

export type Outcome = { state: "waiting" | "sending" | "sent" | "failed" | "dropped" } & Partial<{
  dueAt: Date;
  attempts: { increment: number };
  sentAt: Date;
  problem: string | null;
}>;

/** Notes what became of deliveries of one person; `from`: only while they are still in that state. */
export async function settle(
  tx: Transaction,
  channel: DeliveryChannel,
  deliveries: readonly Pick<DueDelivery, "organizationId" | "notificationId">[],
  outcome: Outcome,
  from: "waiting" | "sending" = "waiting",
): Promise<void> {
  const [first] = deliveries;
  if (!first) return;
  const { organizationId } = first;
  const notificationId = { in: deliveries.map((delivery) => delivery.notificationId) };
  await tx.notificationDelivery.updateMany({
    where: { organizationId, channel, notificationId, state: from },
    data: outcome,
  });
}

/** Drops what must not go any more, each with its reason. Returns the rest. */
export async function dropObsolete(
  tx: Transaction,
  channel: DeliveryChannel,
  due: readonly DueDelivery[],
): Promise<DueDelivery[]> {
  for (const problem of new Set(due.flatMap(({ obsolete }) => obsolete ?? []))) {
    const obsolete = due.filter((delivery) => delivery.obsolete === problem);
    await settle(tx, channel, obsolete, { state: "dropped", problem });
  }
  return due.filter(({ obsolete }) => obsolete === null);
}
