import { z } from "zod";
import { E164 } from "@/lib/contracts/phone-number";
import { withTenant } from "@/lib/db/transaction";
import { getBusiness } from "../businesses/get-business";
import { changeBusiness } from "../businesses/change-business";
import { refuseImpossible } from "../businesses/refuse-impossible";
import { EscalationSettings, QualitySettings } from "@/lib/contracts/business-settings";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { changeAgentDraft } from "./change-agent-draft";
import { applyEscalation } from "@/lib/domain/setup/apply-escalation";
import { findMade, noteStep } from "./setup-rows";

/** Finishes the quality step. Needs `businesses.write`; throws INVALID, and CONFLICT before there is a business. Audited by the change. */
export async function finishQuality(context: ServiceContext, input: unknown, now = new Date()): Promise<void> {
  requirePermission(context, "businesses.write");
  const quality = parseInput(QualitySettings, input);
  const { businessId } = await requireMade(context);
  await changeBusiness(context, businessId, { quality }, { now });
  await withTenant(context.organizationId, (tx) => noteStep(tx, context, "quality", { now }));
}

const EscalationStep = z.strictObject({ settings: EscalationSettings, fallbackNumber: E164.nullable() });

/**
 * Finishes the escalation step: the settings, the number for when nobody can be had, and what of both the agent must know in its draft. Needs
 * `businesses.write` and `agents.write`; throws INVALID, and CONFLICT before there is a business.
 */
export async function finishEscalation(context: ServiceContext, input: unknown, now = new Date()): Promise<void> {
  requirePermission(context, "businesses.write");
  requirePermission(context, "agents.write");
  const { settings, fallbackNumber } = parseInput(EscalationStep, input);
  if (settings.otherwise === "fallback_number" && fallbackNumber === null) {
    const problem = "give the number, or let the agent take a message";
    throw new ServiceError("INVALID", `Check fallbackNumber: ${problem}.`, { fields: { fallbackNumber: problem } });
  }
  refuseImpossible({ fallbackNumber });
  const { businessId, agentId } = await requireMade(context);
  const { languages } = await getBusiness(context, businessId);
  await changeBusiness(context, businessId, { escalation: settings, fallbackNumber }, { now });
  if (agentId)
    await changeAgentDraft(context, agentId, (config) =>
      applyEscalation(config, settings, { languages, hasFallbackNumber: fallbackNumber !== null }),
    );
  await withTenant(context.organizationId, (tx) => noteStep(tx, context, "escalation", { now }));
}

async function requireMade({
  organizationId,
}: ServiceContext): Promise<{ businessId: string; agentId: string | null }> {
  const { businessId, agentId } = await withTenant(organizationId, (tx) => findMade(tx, organizationId));
  if (businessId === null)
    throw new ServiceError("CONFLICT", "There is no business yet that this could be of. Finish its step first.");
  return { businessId, agentId };
}
