import { QualitySettings } from "@/lib/contracts/business-settings";
import { getBusinessConfig } from "@/lib/services/businesses/get-business-config";
import { SetupQuality } from "../_components/setup-quality";
import { StepPage } from "../_components/step-page";
import { finishQualityAction } from "../actions";
import type { StepProps } from "./step-props";

export async function QualityStep({ context, state: { businessId }, progress }: StepProps) {
  // The page has asked for the business before.
  if (businessId === null) return null;
  const { quality, updatedAt } = await getBusinessConfig(context, businessId);
  const begun = QualitySettings.safeParse(progress?.input).data;
  return (
    <StepPage
      title="What makes a good call?"
      lead="What is usual for a business like yours is filled in; change what you would judge differently."
    >
      <h2 className="sr-only">What is scored</h2>
      <SetupQuality key={updatedAt} value={begun ?? quality} finish={finishQualityAction} />
    </StepPage>
  );
}
