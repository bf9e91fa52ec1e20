import type { Metadata } from "../model";

/** What customers may do in the portal. Source: docs.stripe.com/api/customer_portal/configurations. */
export interface PortalConfiguration {
  readonly id: string;
  readonly object: "billing_portal.configuration";
  active: boolean;
  application: null;
  business_profile: { headline: string | null; privacy_policy_url: string | null; terms_of_service_url: string | null };
  readonly created: number;
  default_return_url: string | null;
  features: {
    customer_update: { allowed_updates: string[]; enabled: boolean };
    invoice_history: { enabled: boolean };
    payment_method_update: { enabled: boolean; payment_method_configuration: null };
    subscription_cancel: {
      cancellation_reason: { enabled: boolean; feedback_options: null; options: string[] };
      enabled: boolean;
      mode: "at_period_end" | "immediately";
      proration_behavior: ProrationBehavior;
    };
    subscription_pause: { duration: null; enabled: boolean };
    subscription_update: {
      billing_cycle_anchor: "now" | "unchanged" | null;
      default_allowed_updates: string[];
      enabled: boolean;
      products: {
        adjustable_quantity: { enabled: boolean; maximum: null; minimum: 0 };
        prices: string[];
        product: string;
      }[];
      proration_behavior: ProrationBehavior;
      schedule_at_period_end: { conditions: { type: ScheduleCondition }[] };
      trial_update_behavior: "continue_trial" | "end_trial";
    };
  };
  is_default: boolean;
  readonly livemode: false;
  login_page: { enabled: false; url: null };
  metadata: Metadata;
  name: string | null;
  updated: number;
}

/** What makes a change wait for the end of the period. */
type ScheduleCondition = "decreasing_item_amount" | "shortening_interval";

export const SCHEDULE_CONDITIONS: readonly ScheduleCondition[] = ["decreasing_item_amount", "shortening_interval"];

export type ProrationBehavior = "always_invoice" | "create_prorations" | "none";

export const PRORATION_BEHAVIORS: readonly ProrationBehavior[] = ["always_invoice", "create_prorations", "none"];
