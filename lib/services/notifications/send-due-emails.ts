import type { MailMessage } from "@/lib/contracts/mail";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { enqueueMail } from "../mail/enqueue-mail";
import { type DueDelivery, dropObsolete, settle, takeDue } from "./due-deliveries";
import { readPreferences } from "./read-preferences";

/** A mail lists so many; the rest is a number and a link. */
const MOST_IN_A_MAIL = 20;

/**
 * Has mailed what is due by e-mail: to each person one mail, with one notification or the many of a digest. What they have read meanwhile is
 * not mailed. The mail and the note that it is sent are one transaction, so nothing goes twice. Returns how many mails.
 */
export async function sendDueEmails(now = new Date(), budgetMs = 20_000): Promise<number> {
  const startedAt = performance.now();
  let mails = 0;
  while (performance.now() - startedAt < budgetMs) {
    const done = await withSystem("notifications by mail", (tx) => mailNext(tx, now));
    if (done === null) break;
    mails += done;
  }
  return mails;
}

/** Null when nothing is due. */
async function mailNext(tx: Transaction, now: Date): Promise<number | null> {
  const due = await takeDue(tx, "email", now);
  const [first] = due;
  if (!first) return null;
  const left = await dropObsolete(tx, "email", due);
  if (left.length === 0) return 0;
  const { organizationId, userId } = first;
  const [user, organization] = [
    await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } }),
    await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } }),
  ];
  const { timeZone } = await readPreferences(tx, organizationId, userId);
  await enqueueMail(tx, user.email, messageOf({ organizationName: organization.name, timeZone }, left));
  await settle(tx, "email", left, { state: "sent", sentAt: now, attempts: { increment: 1 } });
  return 1;
}

function messageOf(to: { organizationName: string; timeZone: string }, due: readonly DueDelivery[]): MailMessage {
  const { PUBLIC_WEB_URL } = sharedEnv();
  const items = due.slice(0, MOST_IN_A_MAIL).map(({ title, body, createdAt, url }) => ({
    title,
    body,
    at: createdAt.toISOString(),
    link: `${PUBLIC_WEB_URL}${url ?? "/notifications"}`,
  }));
  return {
    kind: "notifications",
    ...to,
    items,
    more: due.length - items.length,
    listLink: `${PUBLIC_WEB_URL}/notifications`,
    preferencesLink: `${PUBLIC_WEB_URL}/settings/notifications`,
  };
}
