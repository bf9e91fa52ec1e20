import type { Customer, PaymentMethod } from "../model";
import { findTestCard, paymentMethodOf, type CardRule } from "../billing/cards";
import { declineMessage } from "../billing/cards";
import { change, newId, type World } from "../world";
import { invalidParam, noSuch, StripeApiError } from "./api-error";
import type { Params } from "./params";
import { fromParam, fromPath, page, type Call, type Route } from "./route";

function details(params: Params, world: World, customer: Customer): (one: Customer) => void {
  const email = params.emptyable("email");
  if (email && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw invalidParam(`Invalid email address: ${email}`, "email", "email_invalid");
  const name = params.emptyable("name");
  const description = params.emptyable("description");
  const phone = params.emptyable("phone");
  const metadata = params.metadata(customer.metadata);
  const address = params.has("address") ? params.map("address") : undefined;
  const defaultMethod = params.object("invoice_settings")?.emptyable("default_payment_method");
  if (defaultMethod)
    fromParam(world.store.paymentMethods, "payment method", defaultMethod, "invoice_settings[default_payment_method]");
  params.ignore(
    "preferred_locales",
    "tax_exempt",
    "shipping",
    "invoice_prefix",
    "tax",
    "tax_id_data",
    "individual_name",
    "business_name",
  );
  return (one) => {
    if (email !== undefined) one.email = email;
    if (name !== undefined) one.name = name;
    if (description !== undefined) one.description = description;
    if (phone !== undefined) one.phone = phone;
    if (address !== undefined) one.address = Object.keys(address).length > 0 ? address : null;
    if (defaultMethod !== undefined) one.invoice_settings.default_payment_method = defaultMethod;
    one.metadata = metadata;
  };
}

function create({ account, params }: Call): Customer {
  const customer = blankCustomer(account);
  const fill = details(params, account, customer);
  const method = params.string("payment_method");
  params.finish();
  fill(customer);
  account.store.customers.set(customer.id, customer);
  account.emit("customer.created", customer);
  if (method) attach(account, method, customer.id, "payment_method");
  return customer;
}

/** A new customer, not yet kept. */
export function blankCustomer(world: World): Customer {
  const id = newId("cus", 14);
  return {
    id,
    object: "customer",
    address: null,
    balance: 0,
    created: world.nowS(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

/** The error of a card that is refused. */
export function cardError(rule: CardRule): StripeApiError {
  return new StripeApiError(402, "card_error", declineMessage(rule), {
    code: rule.code ?? "card_declined",
    decline_code: rule.declineCode ?? "generic_decline",
  });
}

/** Keeps a test card as a payment method; not yet a customer's. */
export function keepCard(
  world: World,
  numberOrToken: string,
  param: string,
  name: string | null = null,
): PaymentMethod {
  const card = findTestCard(numberOrToken);
  if (!card)
    throw new StripeApiError(402, "card_error", "Your card number is incorrect.", { code: "incorrect_number", param });
  const method = paymentMethodOf(card, { id: newId("pm"), created: world.nowS() }, { name });
  world.store.paymentMethods.set(method.id, method);
  world.store.cardRules.set(method.id, card.rule);
  return method;
}

/** Saves a card with a customer. `idOrToken` may be a test name such as pm_card_visa. @throws 402 when the card is refused. */
export function attach(world: World, idOrToken: string, customer: string, param = "id"): PaymentMethod {
  const method =
    world.store.paymentMethods.get(idOrToken) ??
    (findTestCard(idOrToken) ? keepCard(world, idOrToken, param) : undefined);
  if (!method) throw noSuch("PaymentMethod", idOrToken, param);
  const rule = world.store.cardRules.get(method.id);
  if (rule?.attach === "refused") throw cardError(rule);
  if (method.customer !== customer) {
    method.customer = customer;
    world.emit("payment_method.attached", method);
  }
  return method;
}

function remove(call: Call): object {
  const customer = fromPath(call.account.store.customers, "customer", call);
  const { store } = call.account;
  for (const subscription of store.subscriptions.values()) {
    if (subscription.customer !== customer.id || subscription.ended_at !== null) continue;
    subscription.status = "canceled";
    subscription.ended_at = subscription.canceled_at = call.account.nowS();
    call.account.emit("customer.subscription.deleted", subscription);
  }
  store.customers.delete(customer.id);
  store.deletedCustomers.add(customer.id);
  call.account.emit("customer.deleted", customer);
  return { id: customer.id, object: "customer", deleted: true };
}

function methodsOf({ account, params }: Call, customer: string, url: string): object {
  params.ignore("type", "allow_redisplay");
  return page(
    { params },
    url,
    [...account.store.paymentMethods.values()].filter((one) => one.customer === customer),
  );
}

export const customerRoutes: readonly Route[] = [
  { on: "POST /v1/customers", operation: "customers.create", answer: create },
  {
    on: "GET /v1/customers",
    operation: "customers.list",
    answer(call) {
      const email = call.params.string("email");
      const all = [...call.account.store.customers.values()];
      return page(call, "/v1/customers", email === undefined ? all : all.filter((one) => one.email === email));
    },
  },
  {
    on: "GET /v1/customers/:id",
    operation: "customers.retrieve",
    answer(call) {
      const [id = ""] = call.ids;
      if (call.account.store.deletedCustomers.has(id)) return { id, object: "customer", deleted: true };
      return fromPath(call.account.store.customers, "customer", call);
    },
  },
  {
    on: "POST /v1/customers/:id",
    operation: "customers.update",
    answer(call) {
      const customer = fromPath(call.account.store.customers, "customer", call);
      const fill = details(call.params, call.account, customer);
      call.params.finish();
      change(call.account, customer, "customer.updated", fill);
      return customer;
    },
  },
  { on: "DELETE /v1/customers/:id", operation: "customers.delete", answer: remove },
  {
    on: "GET /v1/customers/:id/payment_methods",
    operation: "payment_methods.list",
    answer(call) {
      const customer = fromPath(call.account.store.customers, "customer", call);
      return methodsOf(call, customer.id, `/v1/customers/${customer.id}/payment_methods`);
    },
  },
  {
    on: "GET /v1/payment_methods",
    operation: "payment_methods.list",
    answer: (call) => methodsOf(call, call.params.required("customer"), "/v1/payment_methods"),
  },
  {
    on: "POST /v1/payment_methods",
    operation: "payment_methods.create",
    answer({ account, params }) {
      if (params.required("type") !== "card") throw invalidParam("The sandbox has cards only.", "type");
      const card = params.object("card") ?? params.missing("card");
      const number = card.string("number") ?? card.required("token");
      card.ignore("exp_month", "exp_year", "cvc");
      params.ignore("billing_details", "metadata");
      params.finish();
      return keepCard(account, number.replace(/^tok_(\w+)$/, "pm_card_$1"), "card[number]");
    },
  },
  {
    on: "GET /v1/payment_methods/:id",
    operation: "payment_methods.retrieve",
    answer: (call) => fromPath(call.account.store.paymentMethods, "PaymentMethod", call),
  },
  {
    on: "POST /v1/payment_methods/:id/attach",
    operation: "payment_methods.attach",
    answer(call) {
      const { account, params } = call;
      const customer = fromParam(account.store.customers, "customer", params.required("customer"), "customer");
      params.finish();
      return attach(account, call.ids[0] ?? "", customer.id);
    },
  },
  {
    on: "POST /v1/payment_methods/:id/detach",
    operation: "payment_methods.detach",
    answer(call) {
      const method = fromPath(call.account.store.paymentMethods, "PaymentMethod", call);
      if (method.customer === null) {
        throw invalidParam(
          "The payment method you provided is not attached to a customer so detachment is impossible.",
        );
      }
      method.customer = null;
      for (const customer of call.account.store.customers.values()) {
        if (customer.invoice_settings.default_payment_method === method.id)
          customer.invoice_settings.default_payment_method = null;
      }
      for (const subscription of call.account.store.subscriptions.values()) {
        if (subscription.default_payment_method === method.id) subscription.default_payment_method = null;
      }
      call.account.emit("payment_method.detached", method);
      return method;
    },
  },
];
