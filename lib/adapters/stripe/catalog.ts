import type Stripe from "stripe";
import { type Plan, type PlanKey, PLAN_KEYS, PLANS } from "@/lib/domain/billing/plans";
import { PaymentsError, request } from "./payments-error";

/** The meters' event names, which the ledger's kinds are sent under. */
export const METER_EVENTS = { call: "aybiza_calls", minutes: "aybiza_minutes" } as const;

const METER_NAMES = { call: "Answered calls", minutes: "Minutes of talk" } as const;
const CURRENCY = "usd";
/** On every price: whose plan it is. Lookup keys move to newer prices, so old subscriptions are known by this alone. */
const PLAN_FIELD = "aybiza_plan";

type Part = { lookupKey: string; nickname: string; metered: boolean; create: Partial<Stripe.PriceCreateParams> };

/** The prices a plan is made of: one a month, one by the meter of calls, or both. */
function partsOf(plan: Plan): Part[] {
  const parts: Part[] = [];
  if (plan.centsPerMonth > 0) {
    parts.push({
      lookupKey: `aybiza_${plan.key}_monthly`,
      nickname: `${plan.name}, monthly`,
      metered: false,
      create: { unit_amount: plan.centsPerMonth },
    });
  }
  if (plan.centsPerCall > 0) {
    parts.push({
      lookupKey: `aybiza_${plan.key}_calls`,
      nickname: `${plan.name}, each call`,
      metered: true,
      create: { unit_amount: plan.centsPerCall },
    });
  }
  if (plan.calls !== null && plan.atCalls.kind === "overage") {
    parts.push({
      lookupKey: `aybiza_${plan.key}_overage`,
      nickname: `${plan.name}, calls beyond ${plan.calls}`,
      metered: true,
      create: {
        billing_scheme: "tiered",
        tiers_mode: "graduated",
        tiers: [
          { up_to: plan.calls, unit_amount: 0 },
          { up_to: "inf", unit_amount: plan.atCalls.centsPerCall },
        ],
      },
    });
  }
  return parts;
}

export type CatalogLine = { what: string; id: string; made: boolean };

/** Makes the meters, products and prices that are missing, and a new price where the table's differs. Changes nothing when repeated. */
export async function setUpCatalog(stripe: Stripe): Promise<CatalogLine[]> {
  const lines: CatalogLine[] = [];
  const meters = await request("list the meters", () => stripe.billing.meters.list({ status: "active", limit: 100 }));
  const meterIds: Partial<Record<keyof typeof METER_EVENTS, string>> = {};
  for (const kind of ["call", "minutes"] as const) {
    const known = meters.data.find((meter) => meter.event_name === METER_EVENTS[kind]);
    const meter = known ?? (await createMeter(stripe, kind));
    meterIds[kind] = meter.id;
    lines.push({ what: `meter ${METER_EVENTS[kind]}`, id: meter.id, made: !known });
  }
  for (const key of PLAN_KEYS) {
    const plan = PLANS[key];
    const product = await ensureProduct(stripe, plan);
    lines.push({ what: `product ${plan.name}`, ...product });
    for (const part of partsOf(plan)) {
      lines.push(await ensurePrice(stripe, { plan: key, part, productId: product.id, meterId: meterIds.call }));
    }
  }
  return lines;
}

const createMeter = (stripe: Stripe, kind: keyof typeof METER_EVENTS) =>
  request(`make the meter ${METER_EVENTS[kind]}`, () =>
    stripe.billing.meters.create({
      display_name: METER_NAMES[kind],
      event_name: METER_EVENTS[kind],
      default_aggregation: { formula: "sum" },
      customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
      value_settings: { event_payload_key: "value" },
    }),
  );

async function ensureProduct(stripe: Stripe, plan: Plan): Promise<{ id: string; made: boolean }> {
  const id = `aybiza_${plan.key}`;
  const known = await request("list the products", () => stripe.products.list({ ids: [id], limit: 1 }));
  if (known.data[0]) return { id, made: false };
  await request(`make the product ${plan.name}`, () =>
    stripe.products.create({ id, name: `Aybiza ${plan.name}`, description: plan.summary }),
  );
  return { id, made: true };
}

async function ensurePrice(
  stripe: Stripe,
  wanted: { plan: PlanKey; part: Part; productId: string; meterId: string | undefined },
): Promise<CatalogLine> {
  const { plan, part, productId, meterId } = wanted;
  const known = await request("look up a price", () =>
    stripe.prices.list({ lookup_keys: [part.lookupKey], active: true, limit: 1, expand: ["data.tiers"] }),
  );
  const price = known.data[0];
  const what = `price ${part.lookupKey}`;
  if (price && saysTheSame(price, part)) return { what, id: price.id, made: false };
  const made = await request(`make the price ${part.lookupKey}`, () =>
    stripe.prices.create({
      currency: CURRENCY,
      product: productId,
      nickname: part.nickname,
      lookup_key: part.lookupKey,
      transfer_lookup_key: true,
      metadata: { [PLAN_FIELD]: plan },
      recurring: {
        interval: "month",
        ...(part.metered && meterId ? { usage_type: "metered", meter: meterId } : { usage_type: "licensed" }),
      },
      ...part.create,
    }),
  );
  return { what, id: made.id, made: true };
}

function saysTheSame(price: Stripe.Price, { metered, create }: Part): boolean {
  if ((price.recurring?.usage_type === "metered") !== metered) return false;
  if (create.tiers === undefined) return price.unit_amount === create.unit_amount;
  const tiers = (price.tiers ?? []).map((tier) => ({ up_to: tier.up_to ?? "inf", unit_amount: tier.unit_amount }));
  return JSON.stringify(tiers) === JSON.stringify(create.tiers);
}

/** What a subscription to the plan consists of, as Checkout and subscription items take it. */
export async function linesOf(stripe: Stripe, key: PlanKey): Promise<{ price: string; quantity?: number }[]> {
  const parts = partsOf(PLANS[key]);
  const found = await request("look up the prices", () =>
    stripe.prices.list({ lookup_keys: parts.map(({ lookupKey }) => lookupKey), active: true, limit: 10 }),
  );
  return parts.map(({ lookupKey, metered }) => {
    const price = found.data.find((each) => each.lookup_key === lookupKey);
    if (!price) {
      const message = `Stripe has no price ${lookupKey}. The operator makes it with: npm run stripe -- setup`;
      throw new PaymentsError("refused", message, "price_missing");
    }
    return metered ? { price: price.id } : { price: price.id, quantity: 1 };
  });
}

/** The plan a price belongs to; null for a price that is not ours. */
export function planOfPrice(price: Stripe.Price): PlanKey | null {
  const named = price.metadata[PLAN_FIELD];
  return PLAN_KEYS.find((key) => key === named) ?? null;
}
