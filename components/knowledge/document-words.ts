import type { KnowledgeDocumentState } from "@/lib/contracts/knowledge-documents";
import type { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";

export const KIND_WORDS: Record<KnowledgeDocumentKind, string> = {
  file: "File",
  page: "Page",
  api_reference: "API reference",
  guide: "Guide",
  tutorial: "Tutorial",
  question: "Question",
  price: "Price",
  policy: "Policy",
  service: "Service",
  promotion: "Promotion",
};

export const DOCUMENT_STATE_WORDS: Record<KnowledgeDocumentState, string> = {
  used: "In use",
  excluded: "Taken out",
  gone: "Not in its source any more",
};

/** "1 passage", "1,204 passages". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
