import {
  addAddressAction,
  deleteSourceAction,
  findSourcesAction,
  resumeReadingAction,
  startReadingAction,
  stopReadingAction,
} from "@/app/(desk)/knowledge/source-actions";
import { KnowledgeSources } from "@/components/knowledge/knowledge-sources";
import { getBusiness } from "@/lib/services/businesses/get-business";
import { listKnowledgeSources } from "@/lib/services/knowledge/list-knowledge-sources";
import { PlainStep } from "../_components/plain-step";
import { StepPage } from "../_components/step-page";
import type { StepProps } from "./step-props";

export async function KnowledgeStep({ context, state: { businessId } }: StepProps) {
  // The page has asked for the business before.
  if (businessId === null) return null;
  const [business, sources] = await Promise.all([
    getBusiness(context, businessId),
    listKnowledgeSources(context, businessId),
  ]);
  return (
    <StepPage
      title="What should the agent know?"
      lead="Give it what you would give a new colleague: your website, price lists, policies. It answers from these, says so when it does not know, and keeps what callers asked in vain for you."
    >
      <KnowledgeSources
        businessId={businessId}
        sources={sources}
        timeZone={business.timeZone}
        website={business.contact.website}
        actions={
          context.permissions.has("knowledge.write")
            ? {
                add: addAddressAction.bind(null, businessId),
                start: startReadingAction,
                stop: stopReadingAction,
                resume: resumeReadingAction,
                remove: deleteSourceAction,
              }
            : null
        }
        find={findSourcesAction.bind(null, businessId)}
        hasPages={false}
      />
      <PlainStep step="knowledge" submit="Continue" skip="Nothing yet" />
    </StepPage>
  );
}
