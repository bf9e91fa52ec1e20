import { FileSearch, FileText } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { KnowledgeDocumentState } from "@/lib/contracts/knowledge-documents";
import { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";
import { listDocuments } from "@/lib/services/knowledge/list-documents";
import { listKnowledgeSources } from "@/lib/services/knowledge/list-knowledge-sources";
import { fromCursor } from "@/lib/web/from-cursor";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { z } from "zod";
import { DocumentFilters } from "../_components/document-filters";
import { DocumentTable } from "../_components/document-table";

export const metadata: Metadata = { title: "Documents" };

type PageProps = Readonly<{
  params: Promise<{ businessId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

/** Whatever of the address means something; the rest is not asked for. */
const Asked = z.object({
  text: z.string().max(200).optional().catch(undefined),
  source: z.uuid().optional().catch(undefined),
  kind: KnowledgeDocumentKind.optional().catch(undefined),
  state: KnowledgeDocumentState.optional().catch(undefined),
  cursor: z.string().max(200).optional().catch(undefined),
});

export default async function DocumentsPage({ params, searchParams }: PageProps) {
  const context = await requireContext("knowledge.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const { text, source, kind, state, cursor } = Asked.parse(await searchParams);
  const query = { businessId, text, kind, state, sourceId: source };
  const [{ documents, nextCursor }, sources] = await Promise.all([
    fromCursor(cursor, (from) => listDocuments(context, { ...query, cursor: from })),
    listKnowledgeSources(context, businessId),
  ]);
  const base = `/knowledge/${businessId}/documents`;
  const asked = new URLSearchParams(
    Object.entries({ text, source, kind, state }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const more = new URLSearchParams(asked);
  if (nextCursor) more.set("cursor", nextCursor);
  return (
    <div className="flex min-h-full flex-col bg-surface">
      {documents.length > 0 || asked.size > 0 ? (
        <DocumentFilters sources={sources.map(({ id, name }) => ({ value: id, label: name }))} />
      ) : null}
      {documents.length > 0 ? (
        <>
          <DocumentTable documents={documents} timeZone={business.timeZone} now={new Date().getTime()} />
          {cursor || nextCursor ? (
            <nav aria-label="Pages" className="flex items-center justify-between gap-2 px-4 py-3">
              {cursor ? <ButtonLink href={`${base}?${asked}`}>Newest</ButtonLink> : <span />}
              {nextCursor ? <ButtonLink href={`${base}?${more}`}>Older documents</ButtonLink> : null}
            </nav>
          ) : null}
        </>
      ) : asked.size > 0 ? (
        <StatePanel
          icon={<FileSearch className="size-5" />}
          title="No document fits"
          action={<ButtonLink href={base}>Show all documents</ButtonLink>}
        >
          Take a filter away, or look for other words of the title.
        </StatePanel>
      ) : (
        <StatePanel
          icon={<FileText className="size-5" />}
          title="No documents yet"
          action={
            <ButtonLink look="primary" href={`/knowledge/${businessId}`}>
              Go to sources
            </ButtonLink>
          }
        >
          Every file and page that is read stands here with its text and the passages agents are given from it. Add a
          source, and this fills by itself.
        </StatePanel>
      )}
    </div>
  );
}
