import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type DocumentVersion, getDocument, getDocumentVersion } from "@/lib/services/knowledge/get-document";
import { orNotFound } from "@/lib/web/or-not-found";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { DocumentView } from "../../_components/document-view";

export const metadata: Metadata = { title: "Document" };

type PageProps = Readonly<{
  params: Promise<{ businessId: string; documentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

export default async function DocumentPage({ params, searchParams }: PageProps) {
  const context = await requireContext("knowledge.read");
  const { businessId, documentId } = await params;
  const business = await loadBusiness(businessId);
  const document = await orNotFound(getDocument(context, documentId));
  if (!business || document?.businessId !== businessId) notFound();
  const asked = Number((await searchParams)["version"]);
  const past: DocumentVersion | null =
    Number.isSafeInteger(asked) && asked > 0 && asked !== document.version && asked < 2 ** 31
      ? await orNotFound(getDocumentVersion(context, documentId, asked))
      : null;
  return (
    <DocumentView
      key={`${document.id} ${document.version} ${past?.version}`}
      document={document}
      past={past}
      timeZone={business.timeZone}
      mayWrite={context.permissions.has("knowledge.write")}
    />
  );
}
