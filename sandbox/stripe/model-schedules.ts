import type { ProrationBehavior } from "./api/portal-configuration";
import type { Kept, Metadata, Subscription } from "./model";

export interface PhaseItem {
  billing_thresholds: null;
  discounts: [];
  metadata: Metadata;
  plan: string;
  price: string;
  quantity?: number;
  tax_rates: [];
}

/** A stretch of time with what the subscription is during it. Unix seconds; the end is the next one's start. */
export interface Phase {
  add_invoice_items: [];
  application_fee_percent: null;
  automatic_tax: { disabled_reason: null; enabled: boolean; liability: null };
  billing_cycle_anchor: null;
  billing_thresholds: null;
  collection_method: "charge_automatically" | null;
  currency: string;
  default_payment_method: string | null;
  default_tax_rates: [];
  description: string | null;
  discounts: [];
  end_date: number;
  invoice_settings: null;
  items: PhaseItem[];
  metadata: Metadata;
  on_behalf_of: null;
  proration_behavior: ProrationBehavior;
  start_date: number;
  transfer_data: null;
  trial_end: number | null;
}

export interface SubscriptionSchedule extends Kept {
  readonly object: "subscription_schedule";
  application: null;
  billing_mode: Subscription["billing_mode"];
  canceled_at: number | null;
  completed_at: number | null;
  current_phase: { end_date: number; start_date: number } | null;
  customer: string;
  customer_account: null;
  default_settings: {
    application_fee_percent: null;
    automatic_tax: { disabled_reason: null; enabled: boolean; liability: null };
    billing_cycle_anchor: "automatic";
    billing_thresholds: null;
    collection_method: "charge_automatically";
    default_payment_method: string | null;
    description: string | null;
    invoice_settings: {
      account_tax_ids: null;
      custom_fields: null;
      days_until_due: null;
      description: null;
      footer: null;
      issuer: { type: "self" };
    };
    on_behalf_of: null;
    transfer_data: null;
  };
  end_behavior: "cancel" | "release";
  metadata: Metadata;
  pause_schedules: [];
  phases: Phase[];
  released_at: number | null;
  released_subscription: string | null;
  status: "active" | "canceled" | "completed" | "not_started" | "released";
  subscription: string | null;
  test_clock: null;
}
