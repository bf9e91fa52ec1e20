import type { Payments } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import { withSystemSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";

type Entry = {
  organization_id: string;
  call_id: string;
  kind: "call" | "minutes";
  part: number;
  quantity: string;
  at: Date;
  customer_id: string;
};

export type MeterResult = { sent: number; failed: number };

const MOST_PER_ROUND = 500;
const AT_ONCE = 4;
/** Kept while a reading is on its way: whether Stripe had it is not known until this is replaced. */
const SENDING = "sending";

/**
 * Sends to Stripe's meters what the ledger has and they have not: each entry once. An entry is marked as being sent before, and as taken
 * after; if the process dies between, it is sent again under the same identifier, which Stripe drops for a day. What was left half-sent
 * longer than that is not sent again but named in the log, since nobody could tell that it would count once. Readings carry the call's own
 * time, so those of a trial fall into no period that is billed. What Stripe refused ten times is tried once an hour.
 * Two rounds at once may send an entry twice, under its one identifier.
 *
 * @param only one organization's, when its plan is about to change: what it used belongs to the plan it used it under.
 */
export async function meterUsage(
  payments: Pick<Payments, "sendReading">,
  only: { organizationId?: string } = {},
): Promise<MeterResult> {
  const entries = await withSystemSql("usage to meter", async (sql) => {
    const { rows } = await sql.query<Entry>(
      `update usage_entries u set attempts = u.attempts + 1, last_problem = $1
       from (
         select e.organization_id, e.call_id, e.kind, e.part, s.stripe_customer_id as customer_id
         from usage_entries e join subscriptions s on s.organization_id = e.organization_id
         where e.metered_at is null and s.stripe_customer_id is not null and s.stripe_subscription_id is not null
           and e.at > now() - interval '34 days' and (e.attempts < 10 or extract(minute from now()) = 0)
           and (e.last_problem is distinct from $1 or e.at > now() - interval '23 hours')
           and ($3::uuid is null or e.organization_id = $3)
         order by e.at limit $2 for update of e skip locked
       ) d
       where u.organization_id = d.organization_id and u.call_id = d.call_id and u.kind = d.kind and u.part = d.part
       returning u.organization_id, u.call_id, u.kind, u.part, u.quantity::text as quantity, u.at, d.customer_id`,
      [SENDING, MOST_PER_ROUND, only.organizationId ?? null],
    );
    return rows;
  });
  const result: MeterResult = { sent: 0, failed: 0 };
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const group = entries.slice(from, from + AT_ONCE);
    const problems = await Promise.all(group.map((entry) => send(payments, entry)));
    await note(group, problems);
    result.failed += problems.filter((problem) => problem !== null).length;
    result.sent += problems.filter((problem) => problem === null).length;
  }
  await nameHalfSent();
  return result;
}

/** Null when Stripe has it; else what went wrong. */
async function send(payments: Pick<Payments, "sendReading">, entry: Entry): Promise<string | null> {
  const { organization_id, call_id, kind, part, quantity, at, customer_id: customerId } = entry;
  try {
    const identifier = `${organization_id}:${call_id}:${kind}${part === 0 ? "" : `:${part}`}`;
    await payments.sendReading({ customerId, kind, quantity: String(Number(quantity)), at, identifier });
    return null;
  } catch (error) {
    if (!(error instanceof PaymentsError)) throw error;
    log.warn({ callId: call_id, kind, problem: error.problem, code: error.code }, "usage not metered yet");
    return error.problem === "refused" ? `refused: ${error.code ?? "without a code"}` : SENDING;
  }
}

const note = (entries: readonly Entry[], problems: readonly (string | null)[]) =>
  withSystemSql("usage metered", (sql) =>
    sql.query(
      `update usage_entries u set last_problem = x.problem, metered_at = case when x.problem is null then now() end
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[]) as x (organization_id, call_id, kind, problem, part)
       where u.organization_id = x.organization_id and u.call_id = x.call_id and u.kind = x.kind and u.part = x.part and u.metered_at is null`,
      [
        entries.map((entry) => entry.organization_id),
        entries.map((entry) => entry.call_id),
        entries.map((entry) => entry.kind),
        problems,
        entries.map((entry) => entry.part),
      ],
    ),
  );

async function nameHalfSent(): Promise<void> {
  const { rows } = await withSystemSql("usage half sent", (sql) =>
    sql.query<{ n: number }>(
      `select count(*)::int as n from usage_entries
       where metered_at is null and last_problem = $1 and at <= now() - interval '23 hours'`,
      [SENDING],
    ),
  );
  const entries = rows[0]?.n ?? 0;
  if (entries > 0)
    log.error({ entries }, "usage whose sending was cut off a day ago: compare with Stripe's meters by hand");
}
