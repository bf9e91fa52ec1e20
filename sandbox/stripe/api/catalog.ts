import type { Price, Product, Recurring, Tier } from "../model";
import { change, newId, type World } from "../world";
import { invalidParam } from "./api-error";
import type { Params } from "./params";
import { fromParam, fromPath, page, type Call, type Route } from "./route";

function newProduct(world: World, params: Params): Product {
  const nowS = world.nowS();
  const id = params.string("id") ?? newId("prod", 14);
  if (world.store.products.has(id)) throw invalidParam(`Product already exists.`, "id", "resource_already_exists");
  const features = params.list("marketing_features").map((feature) => ({ name: feature.required("name") }));
  const product: Product = {
    id,
    object: "product",
    active: params.boolean("active") ?? true,
    created: nowS,
    default_price: null,
    description: params.emptyable("description") ?? null,
    images: [...params.strings("images")],
    livemode: false,
    marketing_features: features,
    metadata: params.metadata(),
    name: params.required("name"),
    package_dimensions: null,
    shippable: null,
    statement_descriptor: params.string("statement_descriptor") ?? null,
    tax_code: params.string("tax_code") ?? null,
    tax_details: null,
    type: "service",
    unit_label: params.emptyable("unit_label") ?? null,
    updated: nowS,
    url: params.string("url") ?? null,
  };
  params.ignore("type", "shippable", "tax_details");
  return product;
}

function updateProduct(call: Call): Product {
  const { account, params } = call;
  const product = fromPath(account.store.products, "product", call);
  const active = params.boolean("active");
  const name = params.string("name");
  const description = params.emptyable("description");
  const unitLabel = params.emptyable("unit_label");
  const defaultPrice = params.string("default_price");
  const features = params.has("marketing_features")
    ? params.list("marketing_features").map((one) => ({ name: one.required("name") }))
    : undefined;
  const metadata = params.metadata(product.metadata);
  params.ignore("images", "statement_descriptor", "tax_code", "url", "shippable");
  params.finish();
  if (defaultPrice) fromParam(account.store.prices, "price", defaultPrice, "default_price");
  change(account, product, "product.updated", (one) => {
    one.active = active ?? one.active;
    one.name = name ?? one.name;
    if (description !== undefined) one.description = description;
    if (unitLabel !== undefined) one.unit_label = unitLabel;
    if (features) one.marketing_features = features;
    one.default_price = defaultPrice ?? one.default_price;
    one.metadata = metadata;
    one.updated = account.nowS();
  });
  return product;
}

/** Cents given whole or as a decimal, as both. */
function amounts(params: Params, name: string): { whole: number | null; decimal: string | null } {
  const whole = params.integer(name);
  const decimal = params.decimal(`${name}_decimal`);
  if (whole !== undefined && decimal !== undefined) {
    throw invalidParam(
      `You may only specify one of these parameters: ${name}, ${name}_decimal.`,
      name,
      "parameters_exclusive",
    );
  }
  if ((whole ?? Number(decimal ?? 0)) < 0)
    throw invalidParam("This value must be greater than or equal to 0.", params.nameOf(name));
  const text = whole === undefined ? decimal : String(whole);
  if (text === undefined) return { whole: null, decimal: null };
  return { whole: Number.isInteger(Number(text)) ? Number(text) : null, decimal: text };
}

function readTiers(params: Params): Tier[] {
  const tiers = params.list("tiers").map((tier) => {
    const flat = amounts(tier, "flat_amount");
    const unit = amounts(tier, "unit_amount");
    if (flat.decimal === null && unit.decimal === null)
      throw invalidParam("Each tier needs a unit_amount or a flat_amount.", tier.nameOf("unit_amount"));
    const upTo = tier.required("up_to");
    return {
      flat_amount: flat.whole,
      flat_amount_decimal: flat.decimal,
      unit_amount: unit.whole,
      unit_amount_decimal: unit.decimal,
      up_to: upTo === "inf" ? null : (tier.integer("up_to") ?? null),
    };
  });
  tiers.forEach((tier, index) => {
    const isLast = index === tiers.length - 1;
    if (isLast !== (tier.up_to === null))
      throw invalidParam("The last tier, and only it, must have `up_to=inf`.", `tiers[${index}][up_to]`);
    if (tier.up_to !== null && tier.up_to <= (tiers[index - 1]?.up_to ?? 0)) {
      throw invalidParam("Each tier's `up_to` must be greater than the one before.", `tiers[${index}][up_to]`);
    }
  });
  return tiers;
}

function readRecurring(world: World, params: Params | undefined): Recurring | null {
  if (!params) return null;
  const interval = params.oneOf("interval", ["day", "month", "week", "year"] as const) ?? params.missing("interval");
  const usage = params.oneOf("usage_type", ["licensed", "metered"] as const) ?? "licensed";
  const meter = params.string("meter");
  if (usage === "metered" && !meter) {
    throw invalidParam(
      "Prices with `recurring[usage_type]=metered` must be backed by a meter: pass `recurring[meter]`.",
      "recurring[meter]",
      "parameter_missing",
    );
  }
  if (meter) {
    fromParam(world.store.meters, "meter", meter, "recurring[meter]");
    if (usage !== "metered")
      throw invalidParam("`recurring[meter]` is for prices with `recurring[usage_type]=metered`.", "recurring[meter]");
  }
  return {
    interval,
    interval_count: params.integer("interval_count") ?? 1,
    meter: meter ?? null,
    trial_period_days: params.integer("trial_period_days") ?? null,
    usage_type: usage,
  };
}

function claimLookupKey(world: World, key: string | null, transfer: boolean, own: string): void {
  if (key === null) return;
  const holder = [...world.store.prices.values()].find((one) => one.lookup_key === key && one.id !== own);
  if (!holder) return;
  if (!transfer) {
    throw invalidParam(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      "lookup_key",
      "resource_already_exists",
    );
  }
  change(world, holder, "price.updated", (one) => void (one.lookup_key = null));
}

function createPrice({ account, params }: Call): Price {
  const id = newId("price");
  const currency = params.required("currency").toLowerCase();
  if (!/^[a-z]{3}$/.test(currency)) throw invalidParam(`Invalid currency: ${currency}.`, "currency");
  const productData = params.object("product_data");
  const productId = params.string("product");
  if (!productId && !productData) params.missing("product");
  const recurring = readRecurring(account, params.object("recurring"));
  const scheme = params.oneOf("billing_scheme", ["per_unit", "tiered"] as const) ?? "per_unit";
  const tiersMode = params.oneOf("tiers_mode", ["graduated", "volume"] as const) ?? null;
  const unit = amounts(params, "unit_amount");
  const tiers = readTiers(params);
  if (scheme === "tiered" && (tiers.length === 0 || !tiersMode))
    throw invalidParam(
      "A tiered price needs `tiers` and `tiers_mode`.",
      tiersMode ? "tiers" : "tiers_mode",
      "parameter_missing",
    );
  if (scheme === "per_unit" && tiers.length > 0)
    throw invalidParam("`tiers` are for prices with `billing_scheme=tiered`.", "tiers");
  if (scheme === "per_unit" && unit.decimal === null) params.missing("unit_amount");
  const transform = params.object("transform_quantity");
  const divideBy = transform?.integer("divide_by");
  const round = transform?.oneOf("round", ["down", "up"] as const);
  const lookupKey = params.string("lookup_key") ?? null;
  const transfer = params.boolean("transfer_lookup_key") ?? false;
  const price: Price = {
    id,
    object: "price",
    active: params.boolean("active") ?? true,
    billing_scheme: scheme,
    created: account.nowS(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: lookupKey,
    metadata: params.metadata(),
    nickname: params.string("nickname") ?? null,
    product: productId ?? "",
    recurring,
    tax_behavior: params.oneOf("tax_behavior", ["exclusive", "inclusive", "unspecified"] as const) ?? "unspecified",
    ...(scheme === "tiered" && { tiers }),
    tiers_mode: tiersMode,
    transform_quantity: divideBy && round ? { divide_by: divideBy, round } : null,
    type: recurring ? "recurring" : "one_time",
    unit_amount: scheme === "tiered" ? null : unit.whole,
    unit_amount_decimal: scheme === "tiered" ? null : unit.decimal,
  };
  const product = productData ? newProduct(account, productData) : undefined;
  params.finish();
  if (productId) fromParam(account.store.products, "product", productId, "product");
  claimLookupKey(account, lookupKey, transfer, id);
  if (product) {
    price.product = product.id;
    account.store.products.set(product.id, product);
    account.emit("product.created", product);
  }
  account.store.prices.set(id, price);
  account.emit("price.created", price);
  return price;
}

function updatePrice(call: Call): Price {
  const { account, params } = call;
  const price = fromPath(account.store.prices, "price", call);
  const active = params.boolean("active");
  const nickname = params.emptyable("nickname");
  const lookupKey = params.emptyable("lookup_key");
  const transfer = params.boolean("transfer_lookup_key") ?? false;
  const metadata = params.metadata(price.metadata);
  const taxBehavior = params.string("tax_behavior");
  params.finish();
  if (lookupKey) claimLookupKey(account, lookupKey, transfer, price.id);
  change(account, price, "price.updated", (one) => {
    one.active = active ?? one.active;
    if (nickname !== undefined) one.nickname = nickname;
    if (lookupKey !== undefined) one.lookup_key = lookupKey;
    one.tax_behavior = taxBehavior ?? one.tax_behavior;
    one.metadata = metadata;
  });
  return price;
}

function listPrices(call: Call): object {
  const { params } = call;
  const active = params.boolean("active");
  const product = params.string("product");
  const type = params.string("type");
  const currency = params.string("currency");
  const keys = params.strings("lookup_keys");
  const recurring = params.object("recurring");
  const [interval, meter, usage] = [
    recurring?.string("interval"),
    recurring?.string("meter"),
    recurring?.string("usage_type"),
  ];
  const all = [...call.account.store.prices.values()].filter(
    (one) =>
      (active === undefined || one.active === active) &&
      (product === undefined || one.product === product) &&
      (type === undefined || one.type === type) &&
      (currency === undefined || one.currency === currency) &&
      (keys.length === 0 || (one.lookup_key !== null && keys.includes(one.lookup_key))) &&
      (interval === undefined || one.recurring?.interval === interval) &&
      (meter === undefined || one.recurring?.meter === meter) &&
      (usage === undefined || one.recurring?.usage_type === usage),
  );
  return page(call, "/v1/prices", all);
}

export const catalogRoutes: readonly Route[] = [
  {
    on: "POST /v1/products",
    operation: "products.create",
    answer({ account, params }) {
      const product = newProduct(account, params);
      params.finish();
      account.store.products.set(product.id, product);
      account.emit("product.created", product);
      return product;
    },
  },
  {
    on: "GET /v1/products",
    operation: "products.list",
    answer(call) {
      const active = call.params.boolean("active");
      const ids = call.params.strings("ids");
      const all = [...call.account.store.products.values()];
      return page(
        call,
        "/v1/products",
        all.filter(
          (one) => (active === undefined || one.active === active) && (ids.length === 0 || ids.includes(one.id)),
        ),
      );
    },
  },
  {
    on: "GET /v1/products/:id",
    operation: "products.retrieve",
    answer: (call) => fromPath(call.account.store.products, "product", call),
  },
  { on: "POST /v1/products/:id", operation: "products.update", answer: updateProduct },
  { on: "POST /v1/prices", operation: "prices.create", answer: createPrice },
  { on: "GET /v1/prices", operation: "prices.list", answer: listPrices },
  {
    on: "GET /v1/prices/:id",
    operation: "prices.retrieve",
    answer: (call) => fromPath(call.account.store.prices, "price", call),
  },
  { on: "POST /v1/prices/:id", operation: "prices.update", answer: updatePrice },
];
