import type { PushAddress, PushOrder, PushResult, PushService } from "@/lib/adapters/web-push/send-push";
import { PushSubscriptionInput } from "@/lib/contracts/notifications";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { openForTenant } from "../secrets/tenant-envelope";
import { type DueDelivery, dropObsolete, settle, takeDue } from "./due-deliveries";
import { PUSH_PURPOSE } from "./push-subscriptions";

/** How long after each failed try the next one is; after the last it is given up. */
const PAUSES_MS = [15_000, 60_000, 300_000, 900_000];
const LONGEST_PAUSE_MS = 3_600_000;
/** Longer than sending to all browsers of a person takes. */
const LEASE_MS = 600_000;
/** For a browser that is closed; later nobody wants to know any more. */
const KEEP_SECONDS = 12 * 3600;
const MOST_TITLE_CHARS = 120;
const MOST_BODY_CHARS = 300;

type Browser = { id: string; address: PushAddress };
type Batch = { due: DueDelivery[]; browsers: Browser[] };

export type PushCounts = { sent: number; retried: number; failed: number };

/**
 * Pushes what is due to the browsers of each person whose session still lives: one push, however much came together. It is noted as being
 * sent before it is, so that a process that ends in the middle sends nothing twice: what it held is given up. While no browser was reached it
 * is tried again, five times in all. A browser that does not want to hear any more is forgotten.
 */
export async function sendDuePushes(
  service: PushService,
  now = () => new Date(),
  budgetMs = 20_000,
): Promise<PushCounts> {
  const counts: PushCounts = { sent: 0, retried: 0, failed: 0 };
  await withSystem("pushes cut off", (tx) => giveUpCutOff(tx, now()));
  const startedAt = performance.now();
  while (performance.now() - startedAt < budgetMs) {
    const batch = await withSystem("take pushes", (tx) => takeBatch(tx, now()));
    if (!batch) break;
    if (batch.browsers.length === 0) continue;
    const order = orderOf(batch.due);
    const results = await Promise.all(batch.browsers.map(({ address }) => service.send(address, order)));
    counts[await withSystem("pushes sent", (tx) => note(tx, batch, results, now()))] += batch.due.length;
  }
  return counts;
}

const giveUpCutOff = (tx: Transaction, now: Date) =>
  tx.notificationDelivery.updateMany({
    where: { channel: "push", state: "sending", dueAt: { lte: now } },
    data: { state: "failed", problem: "the process ended while it was being sent" },
  });

async function takeBatch(tx: Transaction, now: Date): Promise<Batch | null> {
  const taken = await takeDue(tx, "push", now);
  const [first] = taken;
  if (!first) return null;
  const due = await dropObsolete(tx, "push", taken);
  const browsers = due.length > 0 ? await openBrowsers(tx, first, now) : [];
  if (browsers.length === 0) {
    await settle(tx, "push", due, { state: "dropped", problem: "no browser is signed in that wants it" });
    return { due, browsers };
  }
  const until = new Date(now.getTime() + LEASE_MS);
  await settle(tx, "push", due, { state: "sending", dueAt: until, attempts: { increment: 1 } });
  return { due, browsers };
}

async function openBrowsers(
  tx: Transaction,
  { organizationId, userId }: Pick<DueDelivery, "organizationId" | "userId">,
  now: Date,
): Promise<Browser[]> {
  const rows = await tx.$queryRaw<{ id: string; sealed: string }[]>`
    select p.id, p.sealed from push_subscriptions p
    join user_sessions s on s.id = p.session_id and s.user_id = p.user_id and s.revoked_at is null and s.expires_at > ${now}
    where p.organization_id = ${organizationId}::uuid and p.user_id = ${userId}::uuid order by p.created_at`;
  const browsers: Browser[] = [];
  for (const { id, sealed } of rows) {
    const opened = await openForTenant(tx, organizationId, PUSH_PURPOSE, sealed).catch(() => null);
    const address = opened === null ? null : PushSubscriptionInput.safeParse(JSON.parse(opened)).data;
    if (address) browsers.push({ id, address });
    // Nothing of the error: it may quote what is sealed.
    else log.warn({ organizationId, subscriptionId: id }, "a push subscription cannot be opened");
  }
  return browsers;
}

async function note(
  tx: Transaction,
  { due, browsers }: Batch,
  results: readonly PushResult[],
  now: Date,
): Promise<keyof PushCounts> {
  const gone = browsers.filter((_, index) => results[index]?.kind === "gone").map(({ id }) => id);
  const [first] = due;
  if (first && gone.length > 0)
    await tx.pushSubscription.deleteMany({ where: { organizationId: first.organizationId, id: { in: gone } } });
  if (results.some(({ kind }) => kind === "taken")) {
    await settle(tx, "push", due, { state: "sent", sentAt: now, problem: null }, "sending");
    return "sent";
  }
  const problem = results.find((result) => result.kind !== "taken")?.problem ?? null;
  const later = results.flatMap((result) => (result.kind === "later" ? [result] : []));
  // Taken together from now on: the one that was tried most often decides.
  const attempts = Math.max(...due.map((delivery) => delivery.attempts)) + 1;
  const pauseMs = PAUSES_MS[attempts - 1];
  if (later.length === 0 || pauseMs === undefined) {
    await settle(tx, "push", due, { state: "failed", problem }, "sending");
    log.warn({ organizationId: first?.organizationId, attempts, problem }, "a push was given up");
    return "failed";
  }
  const wantedMs = Math.max(pauseMs, ...later.map(({ retryAfterMs }) => retryAfterMs ?? 0));
  const dueAt = new Date(now.getTime() + Math.min(wantedMs, LONGEST_PAUSE_MS));
  await settle(tx, "push", due, { state: "waiting", dueAt, problem }, "sending");
  return "retried";
}

/** What public/sw.js shows. */
function orderOf(due: readonly DueDelivery[]): PushOrder {
  const [newest, ...others] = due;
  if (!newest) throw new Error("there is nothing to push");
  const { notificationId, type, title, body, url } = newest;
  const message =
    others.length === 0
      ? { title: cut(title, MOST_TITLE_CHARS), body: cut(body, MOST_BODY_CHARS), url: url ?? "/notifications" }
      : {
          title: `${due.length} notifications`,
          body: `${cut(title, MOST_TITLE_CHARS)}, and ${others.length} more`,
          url: "/notifications",
        };
  return {
    text: JSON.stringify({ ...message, tag: notificationId }),
    topic: notificationId.replaceAll("-", ""),
    urgency: type === "call_escalated" || type === "sentiment_alert" ? "high" : "normal",
    keepSeconds: KEEP_SECONDS,
  };
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
