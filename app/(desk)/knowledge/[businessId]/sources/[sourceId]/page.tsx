import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getKnowledgeSource } from "@/lib/services/knowledge/get-knowledge-source";
import { loadBusiness } from "@/lib/web/load-business";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext } from "@/lib/web/require-context";
import { SourceView } from "../../_components/source-view";

export const metadata: Metadata = { title: "Source" };

type PageProps = Readonly<{ params: Promise<{ businessId: string; sourceId: string }> }>;

export default async function SourcePage({ params }: PageProps) {
  const context = await requireContext("knowledge.read");
  const { businessId, sourceId } = await params;
  const business = await loadBusiness(businessId);
  const source = await orNotFound(getKnowledgeSource(context, sourceId));
  if (!business || source?.businessId !== businessId) notFound();
  // What is typed by hand has its list.
  if (source.kind === "questions" || source.kind === "facts") redirect(`/knowledge/${businessId}/${source.kind}`);
  return (
    <SourceView
      key={`${source.id} ${source.state} ${source.lastSyncedAt}`}
      source={source}
      timeZone={business.timeZone}
      mayWrite={context.permissions.has("knowledge.write")}
    />
  );
}
