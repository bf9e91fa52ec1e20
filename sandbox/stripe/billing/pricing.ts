import type { Price, Tier } from "../model";

/** One part of what a quantity costs: a tier of the price, or all of it. */
export interface PricedPart {
  readonly amount: number;
  readonly quantity: number;
  /** Cents for one, as Stripe's unit_amount_decimal. */
  readonly unitAmountDecimal: string | null;
  /** 1 for the first tier; undefined when the price has none. */
  readonly tier?: number;
}

const PLACES = 12;
const ONE = 10n ** BigInt(PLACES);

/** A decimal text as a whole number of 10^-12. */
function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, "0").slice(0, PLACES) || "0");
  return text.startsWith("-") ? -value : value;
}

/** Cents, half up, of `quantity` at `unit` cents. */
function multiply(quantity: number, unit: string): number {
  const product = scaled(quantity.toFixed(6)) * scaled(unit);
  const square = ONE * ONE;
  return Number((product * 2n + square) / (square * 2n));
}

/**
 * What `quantity` of a price costs, part by part: one for a price per unit, one per used tier for a graduated price, one for a price by volume.
 */
export function priceQuantity(price: Price, quantity: number): readonly PricedPart[] {
  const counted = transformed(price, quantity);
  if (price.billing_scheme === "per_unit") {
    const unit = price.unit_amount_decimal ?? "0";
    return [{ amount: multiply(counted, unit), quantity, unitAmountDecimal: unit }];
  }
  const tiers = price.tiers ?? [];
  if (price.tiers_mode === "volume") {
    const index = tiers.findIndex((tier) => tier.up_to === null || counted <= tier.up_to);
    const tier = tiers[index];
    return tier ? [partOf(tier, index, counted)] : [];
  }
  const parts: PricedPart[] = [];
  let below = 0;
  for (const [index, tier] of tiers.entries()) {
    const within = Math.min(counted, tier.up_to ?? Infinity) - below;
    if (within > 0 || (index === 0 && counted === 0)) parts.push(partOf(tier, index, Math.max(within, 0)));
    below = tier.up_to ?? Infinity;
    if (counted <= below) break;
  }
  return parts;
}

/** Cents for `quantity` of a price. */
export function amountOf(price: Price, quantity: number): number {
  return priceQuantity(price, quantity).reduce((sum, part) => sum + part.amount, 0);
}

function partOf(tier: Tier, index: number, quantity: number): PricedPart {
  const unit = tier.unit_amount_decimal ?? "0";
  const flat = tier.flat_amount_decimal ? multiply(1, tier.flat_amount_decimal) : 0;
  return { amount: multiply(quantity, unit) + flat, quantity, unitAmountDecimal: unit, tier: index + 1 };
}

function transformed(price: Price, quantity: number): number {
  const rule = price.transform_quantity;
  if (!rule) return quantity;
  return rule.round === "up" ? Math.ceil(quantity / rule.divide_by) : Math.floor(quantity / rule.divide_by);
}
