import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { KnowledgeSources } from "@/components/knowledge/knowledge-sources";
import { listKnowledgeSources } from "@/lib/services/knowledge/list-knowledge-sources";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import {
  addAddressAction,
  deleteSourceAction,
  findSourcesAction,
  resumeReadingAction,
  startReadingAction,
  stopReadingAction,
} from "../source-actions";

export const metadata: Metadata = { title: "Knowledge" };

export default async function SourcesPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("knowledge.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
      <p className="mb-4 text-13 text-pretty text-text-2">
        What agents of {business.name} may answer from. They say where an answer comes from, and that they do not know
        what is in none of these.
      </p>
      <KnowledgeSources
        key={businessId}
        businessId={businessId}
        sources={await listKnowledgeSources(context, businessId)}
        timeZone={business.timeZone}
        website={business.contact.website}
        find={findSourcesAction.bind(null, businessId)}
        hasPages
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
      />
    </div>
  );
}
