import { type NumberOffers, SearchNumbersInput } from "@/lib/contracts/api/phone-numbers";
import { log } from "@/lib/log/log";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { carrierProblem } from "./carrier-problem";
import type { NumberDeps } from "./number-deps";

const AREA_CODES = new Set(["US", "CA"]);

/**
 * Numbers for sale that can take calls, with what the carrier asks for them a month. Needs `numbers.write`: who may buy may look.
 * Throws INVALID, RATE_LIMITED or UNAVAILABLE.
 */
export async function searchNumbers(
  context: ServiceContext,
  input: SearchNumbersInput,
  { carrier }: Pick<NumberDeps, "carrier">,
): Promise<NumberOffers> {
  requirePermission(context, "numbers.write");
  const search = parseInput(SearchNumbersInput, input);
  if (search.areaCode !== undefined && !AREA_CODES.has(search.country)) {
    const problem = "area codes are for the United States and Canada; use digits the number shall contain";
    throw new ServiceError("INVALID", `Check areaCode: ${problem}.`, { fields: { areaCode: problem } });
  }
  try {
    const [offers, prices] = await Promise.all([
      carrier.searchNumbers(search),
      carrier.numberPrices(search.country).catch((error: unknown) => {
        log.warn({ err: error }, "no prices for numbers");
        return null;
      }),
    ]);
    const monthlyPrice = prices?.monthly[search.kind] ?? null;
    const priceUnit = monthlyPrice === null ? null : (prices?.unit ?? null);
    return { offers: offers.map((offer) => ({ ...offer, kind: search.kind, monthlyPrice, priceUnit })) };
  } catch (error) {
    throw carrierProblem(error, "Twilio did not answer in time. Search again.");
  }
}
