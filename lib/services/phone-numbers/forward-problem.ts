import type { Transaction } from "@/lib/db/transaction";
import { countryProblem } from "../dial-policy/country-problem";
import { dialableNumber } from "../outbound/dialable-number";

/**
 * Why calls may not be handed on to a number; null when they may. Not to what may not be called or where the organization does not call, and
 * not to its own numbers: calls would go in a circle.
 */
export async function forwardProblem(tx: Transaction, organizationId: string, to: string): Promise<string | null> {
  const dialable = dialableNumber(to);
  if (!dialable.ok) return dialable.problem;
  const own = await tx.phoneNumber.count({ where: { organizationId, e164: dialable.e164 } });
  if (own > 0) return "it is one of your own numbers here; calls would go in a circle";
  return countryProblem(tx, organizationId, dialable);
}
