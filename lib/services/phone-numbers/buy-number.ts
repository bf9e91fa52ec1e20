import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { BuyNumberInput } from "@/lib/contracts/api/phone-numbers";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { toPlan } from "../inbound/number-plan";
import { requirePermission } from "../require-permission";
import { carrierProblem, isDefinite } from "./carrier-problem";
import { claimNumber, dropClaim } from "./claim-number";
import { finishNumber } from "./finish-number";
import { loadNumber } from "./load-number";
import { addressesOf, type NumberDeps } from "./number-deps";
import { toPhoneNumber } from "./number-rows";

export const TAKEN = "This number is not available any more. Search again and choose another.";

/**
 * Buys a number, points it at this installation and has an agent answer it, if one is named. It costs from now on. A second request for the
 * same number buys nothing and gives what the first one made, so a double click costs once. Needs `numbers.write`. Throws INVALID, NOT_FOUND
 * (business, agent), CONFLICT (taken), RATE_LIMITED, and UNAVAILABLE when nobody knows whether it was bought: it is then listed as being
 * ordered until that is certain. Audited.
 */
export async function buyNumber(
  context: ServiceContext,
  input: BuyNumberInput,
  deps: NumberDeps,
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.write");
  const order = parseInput(BuyNumberInput, input);
  const { organizationId } = context;
  const claim = await claimNumber(context, order, "bought", deps.now);
  if (claim.kind === "taken") throw new ServiceError("CONFLICT", TAKEN);
  if (claim.kind === "own") return toPhoneNumber(claim.row, deps.now);

  const { id } = claim;
  const { e164, label, addressId: addressSid, bundleId: bundleSid } = order;
  const row = await withTenantSql(organizationId, (sql) => loadNumber(sql, organizationId, id));
  const expected = addressesOf(e164, toPlan(row), deps);
  try {
    const carrier = await deps.carrier.buyNumber({ e164, label, webhooks: expected, addressSid, bundleSid });
    const price = await priceOf(e164, deps);
    return await finishNumber(context, id, { carrier, expected, action: "number.bought", price }, deps.now);
  } catch (error) {
    if (isDefinite(error)) await dropClaim(organizationId, id);
    throw carrierProblem(
      error,
      "Twilio did not say in time whether the number was bought. It is listed as being ordered until that is certain; do not buy another yet.",
    );
  }
}

/** What the carrier asks a month for a number of its kind; null when it does not say. */
async function priceOf(e164: string, { carrier }: NumberDeps): Promise<{ monthly: number; unit: string } | null> {
  const number = parsePhoneNumberFromString(e164);
  if (!number?.country) return null;
  const prices = await carrier.numberPrices(number.country).catch(() => null);
  const kind = number.getType() === "TOLL_FREE" ? "toll_free" : number.getType() === "MOBILE" ? "mobile" : "local";
  const monthly = prices?.monthly[kind];
  return prices && monthly !== undefined ? { monthly, unit: prices.unit } : null;
}
