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

/** The one thing that a portal session is for, and where its customer goes then. */
export interface PortalFlow {
  after_completion: {
    hosted_confirmation: { custom_message: string | null } | null;
    redirect: { return_url: string } | null;
    type: "hosted_confirmation" | "portal_homepage" | "redirect";
  };
  subscription_cancel: { retention: null; subscription: string } | null;
  subscription_update: { subscription: string } | null;
  subscription_update_confirm: {
    discounts: null;
    items: { id: string; price: string | null; quantity: number | null }[];
    subscription: string;
  } | null;
  type: "payment_method_update" | "subscription_cancel" | "subscription_update" | "subscription_update_confirm";
}

export interface PortalSession extends Kept {
  readonly object: "billing_portal.session";
  configuration: string;
  customer: string;
  customer_account: null;
  flow: PortalFlow | null;
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
