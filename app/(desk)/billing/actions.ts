"use server";

import { revalidatePath } from "next/cache";
import { PlanKey } from "@/lib/contracts/billing";
import { PLANS } from "@/lib/domain/billing/plans";
import { cancelSubscription } from "@/lib/services/billing/cancel-subscription";
import { changePlan } from "@/lib/services/billing/change-plan";
import { openPortal } from "@/lib/services/billing/open-portal";
import { payOpenInvoices } from "@/lib/services/billing/pay-open-invoices";
import { quoteChange } from "@/lib/services/billing/quote-change";
import { resumeSubscription } from "@/lib/services/billing/resume-subscription";
import { startCheckout } from "@/lib/services/billing/start-checkout";
import type { ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/errors";
import { paymentsOrNull } from "@/lib/web/payments";
import { requireContext } from "@/lib/web/require-context";
import type { BillingOutcome } from "./_components/use-billing-action";
import { money } from "./_components/words";

/** What a verb refused is said on the page; what nobody foresaw is the error page's. */
async function outcomeOf(work: (context: ServiceContext) => Promise<Partial<BillingOutcome>>): Promise<BillingOutcome> {
  const context = await requireContext("billing.write");
  try {
    return { message: null, url: null, isError: false, ...(await work(context)) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { message: error.message, url: null, isError: true };
  }
}

export async function choosePlanAction(plan: string): Promise<BillingOutcome> {
  return outcomeOf((context) =>
    startCheckout(context, { plan: String(plan) }, { payments: paymentsOrNull(), now: new Date() }),
  );
}

export async function changePlanAction(plan: string): Promise<BillingOutcome> {
  return outcomeOf(async (context) => {
    const { when } = await changePlan(context, { plan: String(plan) }, { payments: paymentsOrNull() });
    revalidatePath("/billing");
    const name = PLANS[PlanKey.parse(plan)].name;
    const later = `${name} follows when this period ends. Until then you keep what is paid for.`;
    return { message: when === "now" ? `${name} is in force, and its month begins now.` : later };
  });
}

/** What a larger plan would charge now, in cents; null when nobody can tell: then the words alone must do. */
export async function quoteAction(plan: string): Promise<{ dueCents: number; creditCents: number } | null> {
  const context = await requireContext("billing.write");
  try {
    return await quoteChange(context, { plan: String(plan) }, { payments: paymentsOrNull() });
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}

export async function payNowAction(): Promise<BillingOutcome> {
  return outcomeOf(async (context) => {
    const { paidCents } = await payOpenInvoices(context, { payments: paymentsOrNull() });
    revalidatePath("/billing");
    return { message: paidCents > 0 ? `${money(paidCents)} paid. Thank you.` : "Nothing is open any more." };
  });
}

export async function openPortalAction(): Promise<BillingOutcome> {
  return outcomeOf((context) => openPortal(context, { payments: paymentsOrNull() }));
}

export async function cancelAction(): Promise<BillingOutcome> {
  return outcomeOf(async (context) => {
    await cancelSubscription(context, { payments: paymentsOrNull() });
    revalidatePath("/billing");
    return { message: "The subscription ends with this period." };
  });
}

export async function resumeAction(): Promise<BillingOutcome> {
  return outcomeOf(async (context) => {
    await resumeSubscription(context, { payments: paymentsOrNull() });
    revalidatePath("/billing");
    return { message: "Your plan goes on as it is." };
  });
}
