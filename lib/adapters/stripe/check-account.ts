import Stripe from "stripe";
import { networkFinding, troubleFinding } from "@/lib/adapters/checks/network-finding";
import type { Finding } from "@/lib/contracts/connections";
import { stripeClient, type StripeSettings } from "./client";

/** Signs in to a Stripe account and says what it finds: refused, test mode, a restricted key that lacks a right. Never throws. */
export async function checkStripeAccount(settings: StripeSettings, limitMs: number): Promise<Finding[]> {
  const client = stripeClient(settings);
  const options = { timeout: limitMs, maxNetworkRetries: 0 };
  const findings: Finding[] = [];
  try {
    const account = await client.accounts.retrieveCurrent({}, options);
    const name = account.settings?.dashboard.display_name ?? account.business_profile?.name ?? "";
    findings.push({ code: "stripe.signed_in", facts: { name } });
    if (!account.charges_enabled) findings.push({ code: "stripe.not_active", facts: {} });
  } catch (error) {
    const finding = stripeFinding(error, limitMs);
    // A restricted key need not know whose it is.
    if (finding.code !== "stripe.missing_right") return [finding];
    findings.push({ code: "stripe.signed_in", facts: { name: "" } });
  }
  const isTest = /^(sk|rk)_test_/.test(settings.secretKey);
  findings.push({ code: isTest ? "stripe.test_mode" : "stripe.live", facts: {} });
  try {
    await client.paymentLinks.list({ limit: 1 }, options);
  } catch (error) {
    findings.push(stripeFinding(error, limitMs));
  }
  return findings;
}

/** Stripe's refusal as a finding (https://docs.stripe.com/api/errors). */
export function stripeFinding(error: unknown, limitMs: number): Finding {
  if (error instanceof Stripe.errors.StripeError && error.statusCode !== undefined) {
    const { statusCode, message } = error;
    if (statusCode === 401) return { code: "stripe.refused", facts: {} };
    if (statusCode === 403) {
      const right = /Having the '(rak_\w+)'/.exec(message)?.[1] ?? "payment links, read";
      return { code: "stripe.missing_right", facts: { right: right.replace(/^rak_/, "").replaceAll("_", " ") } };
    }
    if (statusCode === 429) return { code: "vendor.throttled", facts: { vendor: "stripe" } };
  }
  const cause = error instanceof Stripe.errors.StripeConnectionError ? (error.detail ?? error) : error;
  return networkFinding("stripe", cause, limitMs) ?? troubleFinding("stripe", error);
}
