import { z } from "zod";
import { formatPhone } from "@/components/format/phone";
import { EscalationSettings } from "@/lib/contracts/business-settings";
import { getBusinessConfig } from "@/lib/services/businesses/get-business-config";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { SetupEscalation } from "../_components/setup-escalation";
import { StepPage } from "../_components/step-page";
import { finishEscalationAction } from "../actions";
import type { StepProps } from "./step-props";

const Begun = z.object({ settings: EscalationSettings, fallbackNumber: z.string() });

export async function EscalationStep({ context, state: { businessId }, progress }: StepProps) {
  // The page has asked for the business before.
  if (businessId === null) return null;
  const [business, people] = await Promise.all([
    getBusinessConfig(context, businessId),
    context.permissions.has("people.read") ? listHumanAgents(context) : [],
  ]);
  const begun = Begun.safeParse(progress?.input).data;
  const { fallbackNumber } = business;
  return (
    <StepPage
      title="When does it get a person?"
      lead="At which words and moods, whom, and what happens when nobody can be had."
    >
      <h2 className="sr-only">The rules</h2>
      <SetupEscalation
        key={business.updatedAt}
        value={begun?.settings ?? business.escalation}
        fallbackNumber={begun?.fallbackNumber ?? (fallbackNumber ? formatPhone(fallbackNumber) : "")}
        languages={business.languages}
        people={people.map(({ id, name, departments }) => ({ id, name, departments }))}
        finish={finishEscalationAction}
      />
    </StepPage>
  );
}
