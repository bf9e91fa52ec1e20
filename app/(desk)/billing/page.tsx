import type { Metadata } from "next";
import { RefreshOnCallChanges } from "@/components/live/refresh-on-call-changes";
import { TopBar } from "@/components/shell/top-bar";
import { Card } from "@/components/ui/card";
import { type Billing, PlanKey } from "@/lib/contracts/billing";
import { PLANS } from "@/lib/domain/billing/plans";
import { getBilling } from "@/lib/services/billing/get-billing";
import { refreshSubscription } from "@/lib/services/billing/refresh-subscription";
import { paymentsOrNull } from "@/lib/web/payments";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { BillFacts } from "./_components/bill-facts";
import { ChosenPlan } from "./_components/chosen-plan";
import { InvoiceTable } from "./_components/invoice-table";
import { NoticeBar } from "./_components/notice-bar";
import { offersFor } from "./_components/offers";
import { PlanActions } from "./_components/plan-actions";
import { type PlanOffer, PlanPicker } from "./_components/plan-picker";
import { RefreshOnReturn } from "./_components/refresh-on-return";
import { UsageBars } from "./_components/usage-bars";
import { day, noticeOf, paidNotice, priceOf } from "./_components/words";

export const metadata: Metadata = { title: "Billing" };

type Query = Record<string, string | string[] | undefined>;
type BillingPageProps = Readonly<{ searchParams: Promise<Query> }>;

/**
 * The plan that was chosen on the pricing page, now or before signing up, if it is one that can be chosen here. Anything else in the address
 * is not ours to mind, and puts away what was chosen before.
 */
function chosenOffer({ plan }: Query, billing: Billing | null, offers: readonly PlanOffer[]): PlanOffer | null {
  const before = billing && !billing.isSubscribed && billing.status === "trialing" ? billing.pendingPlan : null;
  const wanted = PlanKey.safeParse(plan ?? before);
  const offer = wanted.success ? offers.find(({ key }) => key === wanted.data) : undefined;
  return offer && offer.state !== "current" && offer.state !== "coming" ? offer : null;
}

const headOf = ({ status, plan, isSubscribed, refusing }: Billing) => {
  if (status === "trialing")
    return { title: "Trial", hint: refusing === "trial_ended" ? "It has ended" : "Nothing to pay yet" };
  if (status === "canceled") return { title: "No plan", hint: `It was ${PLANS[plan].name}` };
  return { title: PLANS[plan].name, hint: isSubscribed ? priceOf(plan) : "By arrangement" };
};

export default async function BillingPage({ searchParams }: BillingPageProps) {
  const context = await requireContext("billing.read");
  const { membership } = await requireMember();
  const { timeZone } = membership;
  const payments = paymentsOrNull();
  const now = new Date();
  const query = await searchParams;
  const hasPaid = query["paid"] !== undefined;
  // Back from paying: Stripe's notice may still be under way.
  if (hasPaid) await refreshSubscription(context, { payments });
  const billing = await getBilling(context, { payments, now });
  const standing = billing ? noticeOf(billing, now, timeZone) : null;
  const notice = billing && hasPaid && standing?.tone !== "bad" ? paidNotice(billing) : standing;
  const offers = offersFor(billing, timeZone);
  const chosen = chosenOffer(query, billing, offers);
  const head = billing ? headOf(billing) : null;
  return (
    <>
      <TopBar title="Billing" />
      <RefreshOnCallChanges />
      <RefreshOnReturn />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto grid max-w-5xl grid-cols-1 gap-4 px-4 py-5 md:px-6 lg:grid-cols-2">
          {notice ? <NoticeBar notice={notice} /> : null}
          {chosen ? (
            <ChosenPlan offer={chosen} isUnpaid={query["unpaid"] !== undefined} isReady={payments !== null} />
          ) : null}
          {billing && head ? (
            <>
              <Card
                title="Used in this period"
                hint={`${day(billing.periodStart, timeZone)} to ${day(billing.periodEnd, timeZone)}`}
              >
                <UsageBars billing={billing} />
              </Card>
              <Card title={head.title} hint={head.hint} className="flex flex-col">
                <div className="flex-1">
                  <BillFacts billing={billing} timeZone={timeZone} />
                </div>
                <PlanActions
                  hasCustomer={billing.hasCustomer && billing.stripe !== "not_set_up"}
                  mayCancel={billing.isSubscribed && !billing.cancelAtPeriodEnd}
                />
              </Card>
            </>
          ) : null}
          <div id="plans" className="scroll-mt-4 lg:col-span-2">
            <Card
              title={billing?.isSubscribed ? "Change plan" : "Choose a plan"}
              hint={payments ? "In US dollars, taxes apart" : "Payments are not set up on this installation"}
            >
              <PlanPicker offers={offers} isSubscribed={billing?.isSubscribed ?? false} isReady={payments !== null} />
            </Card>
          </div>
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
