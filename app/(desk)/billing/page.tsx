import { clsx } from "clsx";
import type { Metadata } from "next";
import { RefreshOnCallChanges } from "@/components/live/refresh-on-call-changes";
import { TopBar } from "@/components/shell/top-bar";
import { Card } from "@/components/ui/card";
import { PLANS } from "@/lib/domain/billing/plans";
import { getBilling } from "@/lib/services/billing/get-billing";
import { refreshSubscription } from "@/lib/services/billing/refresh-subscription";
import { paymentsOrNull } from "@/lib/web/payments";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { BillFacts } from "./_components/bill-facts";
import { InvoiceTable } from "./_components/invoice-table";
import { offersFor } from "./_components/offers";
import { PlanActions } from "./_components/plan-actions";
import { PlanPicker } from "./_components/plan-picker";
import { UsageBars } from "./_components/usage-bars";
import { day, noticeOf, priceOf } from "./_components/words";

export const metadata: Metadata = { title: "Billing" };

type BillingPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

const TONES = { bad: "border-bad bg-bad-soft", warn: "border-warn bg-warn-soft", neutral: "border-line bg-surface-2" };

export default async function BillingPage({ searchParams }: BillingPageProps) {
  const context = await requireContext("billing.read");
  const { membership } = await requireMember();
  const { timeZone } = membership;
  const payments = paymentsOrNull();
  const now = new Date();
  // Back from paying: Stripe's notice may still be under way.
  if ((await searchParams)["paid"]) await refreshSubscription(context, { payments });
  const billing = await getBilling(context, { payments, now });
  const notice = billing ? noticeOf(billing, now, timeZone) : null;
  const isComingToAnEnd = billing !== null && (billing.cancelAtPeriodEnd || billing.pendingPlan !== null);
  return (
    <>
      <TopBar title="Billing" />
      <RefreshOnCallChanges />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto grid max-w-5xl gap-4 px-4 py-5 md:px-6 lg:grid-cols-2">
          {notice ? (
            <div
              role={notice.tone === "bad" ? "alert" : "status"}
              className={clsx("rounded-xl border px-4 py-3 lg:col-span-2", TONES[notice.tone])}
            >
              <h2 className="text-14 font-semibold">{notice.title}</h2>
              <p className="mt-0.5 text-13 text-pretty text-text-2">{notice.text}</p>
            </div>
          ) : null}
          {billing ? (
            <>
              <Card
                title="Used in this period"
                hint={`${day(billing.periodStart, timeZone)} to ${day(billing.periodEnd, timeZone)}`}
              >
                <UsageBars billing={billing} />
              </Card>
              <Card
                title={billing.status === "trialing" ? "Trial" : PLANS[billing.plan].name}
                hint={billing.status === "trialing" ? "Nothing to pay yet" : priceOf(billing.plan)}
              >
                <BillFacts billing={billing} timeZone={timeZone} />
                <PlanActions
                  hasCustomer={billing.hasCustomer && billing.stripe !== "not_set_up"}
                  mayCancel={billing.isSubscribed && !billing.cancelAtPeriodEnd}
                  mayResume={billing.isSubscribed && isComingToAnEnd}
                />
              </Card>
            </>
          ) : null}
          <Card
            title={billing?.isSubscribed ? "Change plan" : "Choose a plan"}
            hint={payments ? "In US dollars, taxes apart" : "Payments are not set up on this installation"}
            className="lg:col-span-2"
          >
            <PlanPicker
              offers={offersFor(billing, timeZone)}
              isSubscribed={billing?.isSubscribed ?? false}
              isReady={payments !== null}
            />
          </Card>
          {billing ? (
            <Card title="Invoices" className="lg:col-span-2">
              <InvoiceTable billing={billing} timeZone={timeZone} />
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}
