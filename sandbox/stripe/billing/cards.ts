import { createHash } from "node:crypto";
import type { PaymentMethod } from "../model";

/** How a test card behaves. Source: docs.stripe.com/testing. */
export interface CardRule {
  /** Cannot be saved at all. */
  readonly attach: "ok" | "refused";
  readonly charge: "ok" | "refused";
  readonly declineCode?: string;
  readonly code?: "card_declined" | "expired_card" | "incorrect_cvc" | "processing_error";
  /** `setup`: the customer confirms once, when it is saved · `always`: each payment, so nothing can be charged without them. */
  readonly authentication?: "always" | "setup";
}

const GOOD: CardRule = { attach: "ok", charge: "ok" };
const declined = (declineCode: string, code: CardRule["code"] = "card_declined"): CardRule => ({
  attach: "refused",
  charge: "refused",
  declineCode,
  code,
});

interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly rule: CardRule;
  /** The name that stands for the card in the API, e.g. pm_card_visa. */
  readonly token?: string;
}

const CARDS: readonly TestCard[] = [
  { number: "4242424242424242", brand: "visa", rule: GOOD, token: "pm_card_visa" },
  { number: "4000056655665556", brand: "visa", rule: GOOD, token: "pm_card_visa_debit" },
  { number: "5555555555554444", brand: "mastercard", rule: GOOD, token: "pm_card_mastercard" },
  { number: "378282246310005", brand: "amex", rule: GOOD, token: "pm_card_amex" },
  {
    number: "4000000000000002",
    brand: "visa",
    rule: declined("generic_decline"),
    token: "pm_card_visa_chargeDeclined",
  },
  {
    number: "4000000000009995",
    brand: "visa",
    rule: declined("insufficient_funds"),
    token: "pm_card_visa_chargeDeclinedInsufficientFunds",
  },
  {
    number: "4000000000009987",
    brand: "visa",
    rule: declined("lost_card"),
    token: "pm_card_visa_chargeDeclinedLostCard",
  },
  {
    number: "4000000000000069",
    brand: "visa",
    rule: declined("expired_card", "expired_card"),
    token: "pm_card_chargeDeclinedExpiredCard",
  },
  {
    number: "4000000000000127",
    brand: "visa",
    rule: declined("incorrect_cvc", "incorrect_cvc"),
    token: "pm_card_chargeDeclinedIncorrectCvc",
  },
  {
    number: "4000000000000119",
    brand: "visa",
    rule: declined("processing_error", "processing_error"),
    token: "pm_card_chargeDeclinedProcessingError",
  },
  {
    number: "4000000000000341",
    brand: "visa",
    rule: { attach: "ok", charge: "refused", declineCode: "generic_decline", code: "card_declined" },
    token: "pm_card_chargeCustomerFail",
  },
  {
    number: "4000002500003155",
    brand: "visa",
    rule: { ...GOOD, authentication: "setup" },
    token: "pm_card_authenticationRequiredOnSetup",
  },
  {
    number: "4000002760003184",
    brand: "visa",
    rule: { ...GOOD, authentication: "always" },
    token: "pm_card_authenticationRequired",
  },
];

export type CardNumber = { readonly number: string; readonly brand: string; readonly rule: CardRule };

/** The test card of that number (spaces allowed) or of that pm_card_… name. */
export function findTestCard(numberOrToken: string): CardNumber | undefined {
  const number = numberOrToken.replace(/[\s-]/g, "");
  return CARDS.find((card) => card.number === number || card.token === numberOrToken);
}

/** What the customer reads when a card is refused. */
export function declineMessage(rule: CardRule): string {
  if (rule.code === "expired_card") return "Your card has expired.";
  if (rule.code === "incorrect_cvc") return "Your card's security code is incorrect.";
  if (rule.code === "processing_error")
    return "An error occurred while processing your card. Try again in a little bit.";
  if (rule.declineCode === "insufficient_funds") return "Your card has insufficient funds.";
  return "Your card was declined.";
}

/** A saved card as Stripe shows it. */
export function paymentMethodOf(
  card: CardNumber,
  kept: { readonly id: string; readonly created: number },
  details: {
    readonly name?: string | null;
    readonly email?: string | null;
    readonly expMonth?: number;
    readonly expYear?: number;
  } = {},
): PaymentMethod {
  return {
    id: kept.id,
    object: "payment_method",
    allow_redisplay: "always",
    billing_details: {
      address: null,
      email: details.email ?? null,
      name: details.name ?? null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month: details.expMonth ?? 12,
      exp_year: details.expYear ?? new Date(kept.created * 1000).getUTCFullYear() + 3,
      fingerprint: createHash("sha256").update(card.number).digest("hex").slice(0, 16),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: kept.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}
