import type { Transaction } from "@/lib/db/transaction";
import { readDialPolicy } from "./get-dial-policy";

/** Why an organization's calls may not go to a number's country; null when they may. */
export async function countryProblem(
  tx: Transaction,
  organizationId: string,
  { country }: { country: string },
): Promise<string | null> {
  const { allowedCountries } = await readDialPolicy(tx, organizationId);
  if (allowedCountries.includes(country)) return null;
  const name = new Intl.DisplayNames(["en"], { type: "region" }).of(country) ?? country;
  return `calls to ${name} are not allowed in this organization; an owner or admin can allow them under Settings, Phone numbers`;
}
