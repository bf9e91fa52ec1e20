import { newId, type World } from "../world";
import type { Params } from "./params";
import { PRORATION_BEHAVIORS, SCHEDULE_CONDITIONS, type PortalConfiguration } from "./portal-configuration";
import { createPortalSession } from "./portal-sessions";
import { fromParam, fromPath, page, type Route } from "./route";

/** The configuration that is used when none is named; made when it is first needed. */
function defaultConfiguration(world: World): PortalConfiguration {
  const found = [...world.store.portalConfigurations.values()].find((one) => one.is_default);
  if (found) return found;
  const made = blankConfiguration(world, true);
  world.store.portalConfigurations.set(made.id, made);
  return made;
}

function blankConfiguration(world: World, isDefault: boolean): PortalConfiguration {
  const nowS = world.nowS();
  return {
    id: newId("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: nowS,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: isDefault ? ["address", "email"] : [], enabled: isDefault },
      invoice_history: { enabled: isDefault },
      payment_method_update: { enabled: isDefault, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: isDefault,
        mode: "at_period_end",
        proration_behavior: "none",
      },
      subscription_pause: { duration: null, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: [],
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: nowS,
  };
}

function fill(world: World, one: PortalConfiguration, params: Params): void {
  one.active = params.boolean("active") ?? one.active;
  const profile = params.object("business_profile");
  one.business_profile = {
    headline: profile?.emptyable("headline") ?? one.business_profile.headline,
    privacy_policy_url: profile?.string("privacy_policy_url") ?? one.business_profile.privacy_policy_url,
    terms_of_service_url: profile?.string("terms_of_service_url") ?? one.business_profile.terms_of_service_url,
  };
  const returnUrl = params.emptyable("default_return_url");
  if (returnUrl !== undefined) one.default_return_url = returnUrl;
  one.metadata = params.metadata(one.metadata);
  one.name = params.emptyable("name") ?? one.name;
  params.object("login_page")?.ignore("enabled");
  const features = params.object("features");
  if (features) {
    const customer = features.object("customer_update");
    if (customer)
      one.features.customer_update = {
        allowed_updates: [...customer.strings("allowed_updates")],
        enabled: customer.boolean("enabled") ?? false,
      };
    const history = features.object("invoice_history");
    if (history) one.features.invoice_history.enabled = history.boolean("enabled") ?? false;
    const method = features.object("payment_method_update");
    if (method) one.features.payment_method_update.enabled = method.boolean("enabled") ?? false;
    const cancel = features.object("subscription_cancel");
    if (cancel) {
      const to = one.features.subscription_cancel;
      to.enabled = cancel.boolean("enabled") ?? to.enabled;
      to.mode = cancel.oneOf("mode", ["at_period_end", "immediately"] as const) ?? to.mode;
      to.proration_behavior = cancel.oneOf("proration_behavior", PRORATION_BEHAVIORS) ?? to.proration_behavior;
      const reason = cancel.object("cancellation_reason");
      if (reason)
        to.cancellation_reason = {
          enabled: reason.boolean("enabled") ?? false,
          feedback_options: null,
          options: [...reason.strings("options")],
        };
    }
    const update = features.object("subscription_update");
    if (update) {
      const to = one.features.subscription_update;
      to.enabled = update.boolean("enabled") ?? to.enabled;
      to.billing_cycle_anchor =
        update.oneOf("billing_cycle_anchor", ["now", "unchanged"] as const) ?? to.billing_cycle_anchor;
      if (update.has("default_allowed_updates"))
        to.default_allowed_updates = [...update.strings("default_allowed_updates")];
      to.proration_behavior = update.oneOf("proration_behavior", PRORATION_BEHAVIORS) ?? to.proration_behavior;
      to.trial_update_behavior =
        update.oneOf("trial_update_behavior", ["continue_trial", "end_trial"] as const) ?? to.trial_update_behavior;
      const later = update.object("schedule_at_period_end");
      if (later) {
        to.schedule_at_period_end.conditions = later
          .list("conditions")
          .map((one) => ({ type: one.oneOf("type", SCHEDULE_CONDITIONS) ?? one.missing("type") }));
      }
      if (update.has("products")) {
        to.products = update.list("products").map((entry) => {
          const product = fromParam(
            world.store.products,
            "product",
            entry.required("product"),
            entry.nameOf("product"),
          );
          const prices = entry
            .strings("prices")
            .map((id) => fromParam(world.store.prices, "price", id, entry.nameOf("prices")).id);
          entry.ignore("adjustable_quantity");
          return { adjustable_quantity: { enabled: false, maximum: null, minimum: 0 }, prices, product: product.id };
        });
      }
    }
    features.ignore("subscription_pause");
  }
  one.updated = world.nowS();
}

export const portalRoutes: readonly Route[] = [
  {
    on: "POST /v1/billing_portal/sessions",
    operation: "billing_portal.sessions.create",
    answer: (call) => createPortalSession(call, defaultConfiguration(call.account)),
  },
  {
    on: "POST /v1/billing_portal/configurations",
    operation: "billing_portal.configurations.create",
    answer({ account, params }) {
      const made = blankConfiguration(account, false);
      if (!params.has("features")) params.missing("features");
      fill(account, made, params);
      params.finish();
      account.store.portalConfigurations.set(made.id, made);
      account.emit("billing_portal.configuration.created", made);
      return made;
    },
  },
  {
    on: "POST /v1/billing_portal/configurations/:id",
    operation: "billing_portal.configurations.update",
    answer(call) {
      const found = fromPath(call.account.store.portalConfigurations, "configuration", call);
      const draft = structuredClone(found);
      fill(call.account, draft, call.params);
      call.params.finish();
      Object.assign(found, draft);
      call.account.emit("billing_portal.configuration.updated", found);
      return found;
    },
  },
  {
    on: "GET /v1/billing_portal/configurations",
    operation: "billing_portal.configurations.list",
    answer(call) {
      const active = call.params.boolean("active");
      const isDefault = call.params.boolean("is_default");
      const all = [...call.account.store.portalConfigurations.values()].filter(
        (one) =>
          (active === undefined || one.active === active) && (isDefault === undefined || one.is_default === isDefault),
      );
      return page(call, "/v1/billing_portal/configurations", all);
    },
  },
  {
    on: "GET /v1/billing_portal/configurations/:id",
    operation: "billing_portal.configurations.retrieve",
    answer: (call) => fromPath(call.account.store.portalConfigurations, "configuration", call),
  },
];
