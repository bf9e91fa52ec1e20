import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { DialPolicy } from "@/lib/contracts/api/caller-ids";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** Where the organization's calls may go. Needs `numbers.read`. */
export async function getDialPolicy(context: ServiceContext): Promise<DialPolicy> {
  requirePermission(context, "numbers.read");
  return withTenant(context.organizationId, (tx) => readDialPolicy(tx, context.organizationId));
}

/** As chosen; without a choice the countries of the organization's own numbers, so that a stolen key cannot call the whole world. */
export async function readDialPolicy(tx: Transaction, organizationId: string): Promise<DialPolicy> {
  const chosen = await tx.dialPolicy.findUnique({ where: { organizationId }, select: { allowedCountries: true } });
  if (chosen) return { allowedCountries: chosen.allowedCountries, isDefault: false };
  const numbers = await tx.phoneNumber.findMany({ where: { organizationId }, select: { e164: true } });
  const countries = new Set(numbers.flatMap(({ e164 }) => countriesOf(e164)));
  return { allowedCountries: [...countries].sort(), isDefault: true };
}

function countriesOf(e164: string): string[] {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return [];
  // Fictional numbers fit no country's plan; their calling code still says where they are at home.
  return number.country ? [number.country] : e164.startsWith("+1") ? ["US"] : number.getPossibleCountries();
}
