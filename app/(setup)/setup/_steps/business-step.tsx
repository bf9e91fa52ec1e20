import { localMoment } from "@/lib/domain/schedule/local-time";
import { getBusiness } from "@/lib/services/businesses/get-business";
import { exampleSite } from "@/lib/web/site-reader";
import { timeZoneGroups } from "@/lib/web/time-zones";
import { readProgress } from "../_components/business/business-progress";
import { SetupBusiness } from "../_components/business/setup-business";
import { StepPage } from "../_components/step-page";
import { finishBusinessAction } from "../actions";
import type { StepProps } from "./step-props";

export async function BusinessStep({ context, state, progress, timeZone }: StepProps) {
  const business = state.businessId ? await getBusiness(context, state.businessId) : null;
  const initial = readProgress(progress?.input);
  const zone = business?.timeZone ?? timeZone;
  return (
    <StepPage
      title="Which business is it?"
      lead="Its name and what it does are enough to go on. What is usual for its kind is filled in, and all of it can be changed."
    >
      <SetupBusiness
        key={business?.updatedAt}
        business={business}
        initial={initial}
        zones={timeZoneGroups()}
        timeZone={zone}
        today={localMoment(new Date().getTime(), zone).date.iso}
        exampleSite={exampleSite()}
        mayWrite={context.permissions.has("agents.write")}
        finish={finishBusinessAction}
      />
    </StepPage>
  );
}
