import type { Kept, Metadata, Price } from "./model";

export interface CheckoutLine {
  readonly id: string;
  readonly price: Price;
  readonly quantity: number | undefined;
}

export interface CheckoutSession extends Kept {
  readonly object: "checkout.session";
  readonly [rest: string]: unknown;
  customer: string | null;
  customer_email: string | null;
  customer_details: object | null;
  expires_at: number;
  invoice: string | null;
  metadata: Metadata;
  payment_status: "no_payment_required" | "paid" | "unpaid";
  status: "complete" | "expired" | "open";
  subscription: string | null;
  success_url: string;
  cancel_url: string | null;
  url: string | null;
}

/** What a session was asked to do; not shown by the API. */
export interface CheckoutOrder {
  readonly lines: readonly CheckoutLine[];
  readonly trialEndAt: number | null;
  readonly trialDays: number | null;
  readonly missingPaymentMethod: "cancel" | "create_invoice" | "pause";
  readonly metadata: Metadata;
  readonly description: string | null;
  readonly cardNeeded: boolean;
}

export interface PortalSession extends Kept {
  readonly object: "billing_portal.session";
  configuration: string;
  customer: string;
  customer_account: null;
  flow: object | null;
  locale: string | null;
  on_behalf_of: null;
  return_url: string | null;
  url: string;
}

export interface WebhookEndpoint extends Kept {
  readonly object: "webhook_endpoint";
  api_version: string | null;
  application: null;
  description: string | null;
  enabled_events: string[];
  metadata: Metadata;
  status: "disabled" | "enabled";
  url: string;
}

export interface StripeEvent extends Kept {
  readonly object: "event";
  readonly api_version: string;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
  pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}
