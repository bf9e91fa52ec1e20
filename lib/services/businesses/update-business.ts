import { BusinessProfile, type BusinessResource } from "@/lib/contracts/api/businesses";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { changeBusiness, type ChangeOptions } from "./change-business";
import { refuseImpossible } from "./refuse-impossible";

/**
 * Replaces a business's profile by the one given, whole. Calls in progress go on with what they began with. Needs `businesses.write`; throws
 * NOT_FOUND, for another organization's too. Audited with what changed.
 */
export async function updateBusiness(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  options: ChangeOptions = {},
): Promise<BusinessResource> {
  requirePermission(context, "businesses.write");
  const profile = parseInput(BusinessProfile, input);
  refuseImpossible(profile);
  const {
    quality: _quality,
    escalation: _escalation,
    overridden: _overridden,
    ...business
  } = await changeBusiness(context, businessId, profile, options);
  return business;
}
