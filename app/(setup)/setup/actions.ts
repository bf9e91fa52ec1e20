"use server";

import type { Saved } from "@/lib/contracts/saved";
import { type CompleteSetupInput, type KnowledgeStepInput, SetupStepName } from "@/lib/contracts/setup";
import { acceptProposal } from "@/lib/services/setup/accept-proposal";
import { completeSetup } from "@/lib/services/setup/complete-setup";
import { finishBusiness } from "@/lib/services/setup/finish-business";
import { finishEscalation, finishQuality } from "@/lib/services/setup/finish-rules";
import { finishStep } from "@/lib/services/setup/finish-step";
import { saveProgress } from "@/lib/services/setup/progress";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";
import { finishing } from "./finishing";

/** Keeps what is being typed. Renders nothing anew: the page knows what it sent. */
export async function saveProgressAction(step: string, input: unknown): Promise<Saved<null>> {
  const context = await requireContext("businesses.write");
  return savedOf(async () => {
    await saveProgress(context, SetupStepName.parse(step), input);
    return null;
  });
}

/** Leaves a step as it is, or finishes one whose own work is done already. */
export async function finishStepAction(step: string, skipped: boolean): Promise<Saved<never>> {
  const name = SetupStepName.parse(step);
  return finishing(name, (context) => finishStep(context, name, { skipped: Boolean(skipped) }));
}

/** The business, and what was accepted of a proposal for its agent. Where the second fails, the first stands and is changed the next time. */
export async function finishBusinessAction(
  profile: unknown,
  expectedUpdatedAt: string | null,
  accepted: KnowledgeStepInput | null,
): Promise<Saved<never>> {
  return finishing("business", async (context) => {
    await finishBusiness(context, profile, expectedUpdatedAt === null ? {} : { expectedUpdatedAt });
    if (accepted) await acceptProposal(context, accepted);
  });
}

/** Publishes the agent, with the number if one is named; then one can talk to it. */
export async function completeSetupAction(input: CompleteSetupInput): Promise<Saved<never>> {
  return finishing("review", (context) => completeSetup(context, input));
}

export async function finishQualityAction(settings: unknown): Promise<Saved<never>> {
  return finishing("quality", (context) => finishQuality(context, settings));
}

export async function finishEscalationAction(settings: unknown, fallbackNumber: string): Promise<Saved<never>> {
  const number = fallbackNumber.trim() === "" ? null : fallbackNumber;
  return finishing("escalation", (context) => finishEscalation(context, { settings, fallbackNumber: number }));
}
