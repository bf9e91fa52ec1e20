import { API_VERSION } from "../account";
import { composeSubscription } from "../billing/subscriptions";
import { amountOf } from "../billing/pricing";
import type { CheckoutLine, CheckoutSession } from "../model-sessions";
import { newId } from "../world";
import { invalidParam } from "./api-error";
import { fromParam, fromPath, page, type Call, type Route } from "./route";
import { lineItems } from "./present";

const DAY_S = 86_400;
const MIN_EXPIRY_S = 30 * 60;

function create({ account, params }: Call): CheckoutSession {
  const nowS = account.nowS();
  const id = newId("cs_test", 58);
  const mode = params.oneOf("mode", ["payment", "setup", "subscription"] as const) ?? params.missing("mode");
  if (mode !== "subscription")
    throw invalidParam(`The sandbox's Checkout has mode=subscription only, in version ${API_VERSION}.`, "mode");
  const uiMode =
    params.oneOf("ui_mode", ["elements", "embedded_page", "form", "hosted_page"] as const) ?? "hosted_page";
  if (uiMode !== "hosted_page") throw invalidParam("The sandbox's Checkout has ui_mode=hosted_page only.", "ui_mode");
  const successUrl = url(params.required("success_url"), "success_url");
  const cancelUrl = params.string("cancel_url");
  const customer = params.string("customer");
  const email = params.string("customer_email");
  if (customer && email)
    throw invalidParam(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer",
      "parameters_exclusive",
    );
  if (customer) fromParam(account.store.customers, "customer", customer, "customer");
  const lines = params.list("line_items").map((line): CheckoutLine => {
    const price = fromParam(account.store.prices, "price", line.required("price"), line.nameOf("price"));
    const quantity = line.integer("quantity");
    line.ignore("adjustable_quantity", "tax_rates", "metadata");
    if (!price.active)
      throw invalidParam(
        "The price specified is inactive. This field only accepts active prices.",
        line.nameOf("price"),
      );
    if (!price.recurring)
      throw invalidParam("The sandbox's Checkout takes recurring prices only.", line.nameOf("price"));
    if (price.recurring.usage_type === "metered" && quantity !== undefined) {
      throw invalidParam("You cannot set the quantity for metered prices.", line.nameOf("quantity"));
    }
    if (price.recurring.usage_type === "licensed" && quantity === undefined) {
      throw invalidParam(
        `Quantity is required. Add \`quantity\` to \`${line.nameOf("")}\``.replace("[]", ""),
        line.nameOf("quantity"),
        "parameter_missing",
      );
    }
    return { id: newId("li"), price, quantity };
  });
  if (lines.length === 0) params.missing("line_items");
  const data = params.object("subscription_data");
  const trialDays = data?.integer("trial_period_days") ?? null;
  const trialEndAt = data?.integer("trial_end") ?? null;
  if (trialEndAt !== null && trialEndAt < nowS + 2 * DAY_S) {
    throw invalidParam("The `trial_end` date has to be at least 2 days in the future.", "subscription_data[trial_end]");
  }
  if (trialDays !== null && trialDays < 1)
    throw invalidParam("The minimum number of trial period days is 1.", "subscription_data[trial_period_days]");
  const missing = data
    ?.object("trial_settings")
    ?.object("end_behavior")
    ?.oneOf("missing_payment_method", ["cancel", "create_invoice", "pause"] as const);
  const order = {
    lines,
    trialEndAt,
    trialDays,
    missingPaymentMethod: missing ?? ("create_invoice" as const),
    metadata: data?.metadata() ?? {},
    description: data?.emptyable("description") ?? null,
    cardNeeded:
      (params.oneOf("payment_method_collection", ["always", "if_required"] as const) ?? "always") === "always",
  };
  data?.ignore("billing_mode", "proration_behavior", "billing_cycle_anchor", "default_tax_rates", "invoice_settings");
  const expiresAt = params.integer("expires_at") ?? nowS + DAY_S;
  if (expiresAt < nowS + MIN_EXPIRY_S || expiresAt > nowS + DAY_S) {
    throw invalidParam(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  const metadata = params.metadata();
  const reference = params.string("client_reference_id") ?? null;
  const promotions = params.boolean("allow_promotion_codes") ?? null;
  const locale = params.string("locale") ?? null;
  const addresses = params.oneOf("billing_address_collection", ["auto", "required"] as const) ?? null;
  params.ignore(
    "automatic_tax",
    "tax_id_collection",
    "customer_update",
    "saved_payment_method_options",
    "consent_collection",
    "custom_text",
    "payment_method_options",
    "phone_number_collection",
    "name_collection",
    "branding_settings",
    "integration_identifier",
    "currency",
    "submit_type",
  );
  params.finish();
  // Refuses prices that cannot be in one subscription before anybody sees a page.
  composeSubscription(account, {
    customer: customer ?? "",
    items: lines,
    defaultPaymentMethod: null,
    metadata: {},
    description: null,
    trialEndAt: null,
    missingPaymentMethod: "create_invoice",
    billingMode: "flexible",
  });
  const full = lines.reduce(
    (sum, { price, quantity }) =>
      sum + (price.recurring?.usage_type === "metered" ? 0 : amountOf(price, quantity ?? 1)),
    0,
  );
  const total = trialDays !== null || trialEndAt !== null ? 0 : full;
  const session: CheckoutSession = {
    id,
    object: "checkout.session",
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: promotions,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: addresses,
    cancel_url: cancelUrl === undefined ? null : url(cancelUrl, "cancel_url"),
    client_reference_id: reference,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: nowS,
    currency: lines[0]?.price.currency ?? "usd",
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer ?? null,
    customer_account: null,
    customer_creation: customer ? null : "always",
    customer_details: email
      ? { address: null, email, name: null, phone: null, tax_exempt: "none", tax_ids: null }
      : null,
    customer_email: email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale,
    managed_payments: null,
    metadata,
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: order.cardNeeded ? "always" : "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: uiMode,
    url: `${account.baseUrl()}/stripe/checkout/${id}`,
    wallet_options: null,
  };
  account.store.checkoutSessions.set(id, session);
  account.store.checkoutOrders.set(id, order);
  return session;
}

function url(text: string, param: string): string {
  if (/^https?:\/\/.+/.test(text)) return text;
  throw invalidParam("Not a valid URL", param, "url_invalid");
}

export const checkoutRoutes: readonly Route[] = [
  { on: "POST /v1/checkout/sessions", operation: "checkout.sessions.create", answer: create },
  {
    on: "GET /v1/checkout/sessions",
    operation: "checkout.sessions.list",
    answer(call) {
      const [customer, subscription, status] = ["customer", "subscription", "status"].map((name) =>
        call.params.string(name),
      );
      const all = [...call.account.store.checkoutSessions.values()].filter(
        (one) =>
          (customer === undefined || one.customer === customer) &&
          (subscription === undefined || one.subscription === subscription) &&
          (status === undefined || one.status === status),
      );
      return page(call, "/v1/checkout/sessions", all);
    },
  },
  {
    on: "GET /v1/checkout/sessions/:id",
    operation: "checkout.sessions.retrieve",
    answer: (call) => fromPath(call.account.store.checkoutSessions, "checkout.session", call),
  },
  {
    on: "GET /v1/checkout/sessions/:id/line_items",
    operation: "checkout.sessions.line_items",
    answer(call) {
      const { id } = fromPath(call.account.store.checkoutSessions, "checkout.session", call);
      call.params.ignore("limit", "starting_after", "ending_before");
      return lineItems(id, call.account.store);
    },
  },
  {
    on: "POST /v1/checkout/sessions/:id/expire",
    operation: "checkout.sessions.expire",
    answer(call) {
      const session = fromPath(call.account.store.checkoutSessions, "checkout.session", call);
      call.params.finish();
      if (session.status !== "open") {
        throw invalidParam(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of "${session.status}".`,
        );
      }
      session.status = "expired";
      session.url = null;
      call.account.emit("checkout.session.expired", session);
      return session;
    },
  },
];
