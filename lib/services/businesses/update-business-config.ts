import { type BusinessConfig, BusinessConfigChange, BusinessSettingsChange } from "@/lib/contracts/api/businesses";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { changeBusiness, type ChangeOptions } from "./change-business";
import { refuseImpossible } from "./refuse-impossible";

/**
 * Replaces a business's profile, whole, and the settings that are given. Needs `businesses.write`; throws NOT_FOUND, for another
 * organization's too, and CONFLICT when it is not any more what `expectedUpdatedAt` says. Audited with what changed.
 */
export async function updateBusinessConfig(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  options: ChangeOptions = {},
): Promise<BusinessConfig> {
  requirePermission(context, "businesses.write");
  const { quality, escalation, ...profile } = parseInput(BusinessConfigChange, input);
  refuseImpossible(profile);
  const settings = { ...(quality ? { quality } : {}), ...(escalation ? { escalation } : {}) };
  return changeBusiness(context, businessId, { ...profile, ...settings }, options);
}

/** Replaces the quality settings, the escalation settings, or both. Needs `businesses.write`; throws NOT_FOUND. Audited. */
export async function updateBusinessSettings(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  options: ChangeOptions = {},
): Promise<BusinessConfig> {
  requirePermission(context, "businesses.write");
  const { quality, escalation } = parseInput(BusinessSettingsChange, input);
  return changeBusiness(
    context,
    businessId,
    { ...(quality ? { quality } : {}), ...(escalation ? { escalation } : {}) },
    options,
  );
}
