import { type Transaction, withSystem } from "@/lib/db/transaction";
import { alertsDue, currentPeriod, limitsOf, usageAgainst } from "@/lib/domain/billing/usage";
import { usageNews } from "@/lib/domain/notifications/news";
import { sharedEnv } from "@/lib/env/shared";
import { announceNews } from "../notifications/notify";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";
import { mailPayers } from "./mail-payers";
import { usedInPeriod } from "./used-in-period";

/** What was used since so long ago is looked at; the job runs every 10 s, journals may come late. */
const LOOK_BACK_HOURS = 6;

/**
 * Tells owners and admins, once per period and limit, that 80 or 100 % of what their plan includes is used: by a mail and in the product.
 * Answers how many marks were newly passed.
 */
export async function sendUsageAlerts(now: Date): Promise<number> {
  const rows = await withSystem(
    "organizations that used something",
    (tx) =>
      tx.$queryRaw<{ organizationId: string }[]>`select s.organization_id as "organizationId" from subscriptions s
      where s.status in ('trialing', 'active', 'past_due') and exists (
        select from usage_entries u where u.organization_id = s.organization_id
          and u.at > ${now}::timestamptz - ${LOOK_BACK_HOURS} * interval '1 hour')`,
  );
  let sent = 0;
  for (const { organizationId } of rows) {
    const told: Told[] = [];
    sent += await withSystem("usage alerts", (tx) => alertOne(tx, organizationId, now, told));
    await announceNews(told);
  }
  return sent;
}

/** `told`: whose bells are to ring once the transaction stands. */
async function alertOne(tx: Transaction, organizationId: string, now: Date, told: Told[]): Promise<number> {
  const row = await tx.subscription.findUnique({ where: { organizationId } });
  if (!row) return 0;
  const period = currentPeriod({ start: row.periodStart, end: row.periodEnd }, row.status, now);
  const used = await usedInPeriod(tx, organizationId, period);
  let sent = 0;
  for (const { limit, percent, ...amounts } of alertsDue(usageAgainst(limitsOf(row.plan, row.status), used))) {
    const { count } = await tx.usageAlert.createMany({
      data: { organizationId, periodStart: period.start, limit, percent, sentAt: now },
      skipDuplicates: true,
    });
    if (count === 0) continue;
    sent += 1;
    const news = usageNews({ limit, percent, ...amounts, periodStart: period.start });
    told.push(...(await writeNews(askByPrisma(tx), { organizationId, permission: "billing.write" }, news, now)));
    const billingLink = `${sharedEnv().PUBLIC_WEB_URL}/billing`;
    await mailPayers(tx, organizationId, (organizationName) => ({
      kind: "usage_alert",
      organizationName,
      limit,
      percent,
      ...amounts,
      billingLink,
    }));
  }
  return sent;
}
