import type { PortalFlow, PortalSession } from "../model-sessions";
import type { Subscription } from "../model";
import { newId, type World } from "../world";
import { scheduleOf } from "../billing/schedules";
import { invalidParam } from "./api-error";
import type { Params } from "./params";
import type { PortalConfiguration } from "./portal-configuration";
import { fromParam, type Call } from "./route";

const FLOWS: readonly PortalFlow["type"][] = [
  "payment_method_update",
  "subscription_cancel",
  "subscription_update",
  "subscription_update_confirm",
];
const COMPLETIONS = ["hosted_confirmation", "portal_homepage", "redirect"] as const;
const FEATURE = {
  payment_method_update: "payment_method_update",
  subscription_cancel: "subscription_cancel",
  subscription_update: "subscription_update",
  subscription_update_confirm: "subscription_update",
} as const;

/** Stripe's portal cannot change a subscription of several prices, by usage, or under a schedule. */
export function isChangeable(world: World, subscription: Subscription): boolean {
  const [item, ...others] = subscription.items.data;
  if (scheduleOf(world, subscription)) return false;
  return others.length === 0 && item?.price.recurring?.usage_type === "licensed";
}

function readAfter(flow: Params): PortalFlow["after_completion"] {
  const after = flow.object("after_completion");
  const type = after?.oneOf("type", COMPLETIONS) ?? "portal_homepage";
  const redirect = type === "redirect" ? (after?.object("redirect") ?? after?.missing("redirect")) : undefined;
  const shown = after?.object("hosted_confirmation")?.string("custom_message") ?? null;
  return {
    hosted_confirmation: type === "hosted_confirmation" ? { custom_message: shown } : null,
    redirect: redirect ? { return_url: redirect.required("return_url") } : null,
    type,
  };
}

function readFlow(world: World, flow: Params, configuration: PortalConfiguration, customer: string): PortalFlow {
  const type = flow.oneOf("type", FLOWS) ?? flow.missing("type");
  if (!configuration.features[FEATURE[type]].enabled) {
    throw invalidParam(
      `You can't create a portal session for this flow because the \`${FEATURE[type]}\` feature is disabled in the portal configuration.`,
      "flow_data[type]",
    );
  }
  const shown: PortalFlow = {
    after_completion: readAfter(flow),
    subscription_cancel: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
  if (type === "payment_method_update") return shown;
  const part = flow.object(type) ?? flow.missing(type);
  const name = part.nameOf("subscription");
  const subscription = fromParam(world.store.subscriptions, "subscription", part.required("subscription"), name);
  if (subscription.customer !== customer) {
    throw invalidParam(`The subscription ${subscription.id} does not belong to this customer.`, name);
  }
  if (type === "subscription_cancel") {
    if (subscription.cancel_at_period_end || subscription.cancel_at !== null || subscription.ended_at !== null) {
      throw invalidParam(`The subscription ${subscription.id} is already canceled or set to be canceled.`, name);
    }
    part.ignore("retention");
    shown.subscription_cancel = { retention: null, subscription: subscription.id };
    return shown;
  }
  if (!isChangeable(world, subscription)) {
    throw invalidParam(
      `The subscription ${subscription.id} cannot be updated in the portal: it has several products, is billed by usage or has a schedule.`,
      name,
    );
  }
  if (type === "subscription_update") {
    shown.subscription_update = { subscription: subscription.id };
    return shown;
  }
  const items = part.list("items").map((item) => ({
    id: item.required("id"),
    price: item.string("price") ?? null,
    quantity: item.integer("quantity") ?? null,
  }));
  if (items.length === 0) part.missing("items");
  for (const { price } of items) {
    if (price !== null) fromParam(world.store.prices, "price", price, part.nameOf("items"));
  }
  part.ignore("discounts");
  shown.subscription_update_confirm = { discounts: null, items, subscription: subscription.id };
  return shown;
}

/** Opens the portal for a customer. `fallback` is used when no configuration is named. */
export function createPortalSession({ account, params }: Call, fallback: PortalConfiguration): PortalSession {
  const customer = fromParam(account.store.customers, "customer", params.required("customer"), "customer");
  const named = params.string("configuration");
  const configuration =
    named === undefined
      ? fallback
      : fromParam(account.store.portalConfigurations, "configuration", named, "configuration");
  const returnUrl = params.string("return_url") ?? configuration.default_return_url;
  const locale = params.string("locale") ?? null;
  const data = params.object("flow_data");
  const flow = data ? readFlow(account, data, configuration, customer.id) : null;
  params.finish();
  if (!configuration.active) throw invalidParam("The configuration is inactive.", "configuration");
  const id = newId("bps");
  const session: PortalSession = {
    id,
    object: "billing_portal.session",
    configuration: configuration.id,
    created: account.nowS(),
    customer: customer.id,
    customer_account: null,
    flow,
    livemode: false,
    locale,
    on_behalf_of: null,
    return_url: returnUrl,
    url: `${account.baseUrl()}/stripe/portal/${id}`,
  };
  account.store.portalSessions.set(id, session);
  account.emit("billing_portal.session.created", session);
  return session;
}
