import { describe, expect, it } from "vitest";
import type { Price } from "../model";
import { nextBoundary } from "./periods";
import { amountOf, priceQuantity } from "./pricing";

const price = (given: Partial<Price>) => ({ billing_scheme: "per_unit", transform_quantity: null, ...given }) as Price;
const tier = (upTo: number | null, unit: string, flat: string | null = null) => ({
  up_to: upTo,
  unit_amount: null,
  unit_amount_decimal: unit,
  flat_amount: null,
  flat_amount_decimal: flat,
});
const tiered = (mode: "graduated" | "volume") =>
  price({
    billing_scheme: "tiered",
    tiers_mode: mode,
    tiers: [tier(100, "0"), tier(200, "12.5"), tier(null, "10", "50")],
  });

describe("amounts", () => {
  it("rounds decimal prices half up, once", () => {
    expect(amountOf(price({ unit_amount_decimal: "0.75" }), 2)).toBe(2);
    expect(amountOf(price({ unit_amount_decimal: "0.1" }), 3)).toBe(0);
    expect(amountOf(price({ unit_amount_decimal: "1.005" }), 100)).toBe(101);
    expect(amountOf(price({ unit_amount_decimal: "12" }), 2.5)).toBe(30);
  });

  it("prices tiers one after the other when graduated, all by one tier by volume", () => {
    expect(priceQuantity(tiered("graduated"), 250).map((part) => [part.quantity, part.amount])).toEqual([
      [100, 0],
      [100, 1_250],
      [50, 550],
    ]);
    expect(amountOf(tiered("graduated"), 100)).toBe(0);
    expect(amountOf(tiered("volume"), 250)).toBe(2_550);
    expect(amountOf(tiered("graduated"), 0)).toBe(0);
  });

  it("charges by packages when the quantity is transformed", () => {
    const packs = (round: "down" | "up") =>
      price({ unit_amount_decimal: "500", transform_quantity: { divide_by: 60, round } });
    expect([amountOf(packs("up"), 61), amountOf(packs("down"), 61)]).toEqual([1_000, 500]);
  });
});

it("comes back to the anchor's day after a short month", () => {
  const at = (text: string) => Date.parse(`${text}T10:00:00Z`) / 1000;
  const anchor = at("2027-01-31");
  expect(nextBoundary(anchor, "month", 1, anchor)).toBe(at("2027-02-28"));
  expect(nextBoundary(anchor, "month", 1, at("2027-02-28"))).toBe(at("2027-03-31"));
  expect(nextBoundary(at("2028-02-29"), "year", 1, at("2028-02-29"))).toBe(at("2029-02-28"));
  expect(nextBoundary(anchor, "week", 2, anchor)).toBe(at("2027-02-14"));
});
