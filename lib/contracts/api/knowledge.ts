import { z } from "zod";
import { Cursor, Limit } from "../calls";
import { DocumentationVendor, KnowledgeSchedule, KnowledgeSourceResource, KnowledgeTags } from "../knowledge";
import { KnowledgeDocumentResource, KnowledgeDocumentState, KnowledgeDocumentSummary } from "../knowledge-documents";
import { DEFAULT_PASSAGES, DEFAULT_THRESHOLD, KnowledgeDocumentKind } from "../knowledge-passages";

/** Knowledge as programs see it. */

/** What was added or asked for: a source, and the document of it that is meant; null where the source is. */
export const KnowledgeEntry = z
  .strictObject({ source: KnowledgeSourceResource, document: KnowledgeDocumentResource.nullable() })
  .meta({ id: "KnowledgeEntry" });
export type KnowledgeEntry = z.infer<typeof KnowledgeEntry>;

export const KnowledgeQuery = z.strictObject({
  businessId: z.uuid().optional().meta({ description: "Every business when it is left out." }),
  sourceId: z.uuid().optional(),
  kind: KnowledgeDocumentKind.optional(),
  state: KnowledgeDocumentState.optional(),
  text: z.string().trim().max(200).optional().meta({ description: "In the title." }),
  limit: Limit,
  cursor: Cursor,
});

export const KnowledgeList = z.strictObject({
  documents: z.array(KnowledgeDocumentSummary),
  nextCursor: z.string().nullable(),
});

const moment = z.iso.datetime({ offset: true }).nullable().optional();

/** One form for all that is not a file; which fields are needed follows from `kind`. */
export const AddKnowledgeInput = z.strictObject({
  businessId: z.uuid(),
  kind: z.enum(["question", "price", "policy", "service", "promotion", "page", "website"]).meta({
    description:
      "`question` needs `question` and `answer`; `price`, `policy`, `service` and `promotion` need `subject` and `statement`; `page` and `website` need `url`, and are read in the background.",
  }),
  question: z.string().optional(),
  answer: z.string().optional(),
  subject: z.string().optional(),
  statement: z.string().optional(),
  validFrom: moment.meta({ description: "Of a fact: from this moment on it holds." }),
  validUntil: moment.meta({ description: "Of a fact: from this moment on it does not hold any more." }),
  url: z.string().optional(),
  maxPages: z.int().optional().meta({ description: "Of a website: how many pages are read." }),
  maxDepth: z.int().optional().meta({ description: "Of a website: how many links from the first page on." }),
  tags: KnowledgeTags.optional().meta({ description: "Of a page or website: what questions can be narrowed to." }),
});
export type AddKnowledgeInput = z.input<typeof AddKnowledgeInput>;

export const UpdateKnowledgeInput = z.strictObject({
  title: z.string().optional().meta({ description: "Of a document that was read." }),
  text: z.string().optional().meta({ description: "Of a document that was read: it becomes a new version." }),
  question: z.string().optional(),
  answer: z.string().optional(),
  kind: z.enum(["price", "policy", "service", "promotion"]).optional(),
  subject: z.string().optional(),
  statement: z.string().optional(),
  validFrom: moment,
  validUntil: moment,
  isExcluded: z.boolean().optional().meta({ description: "Of a document: agents do not use it; it is kept." }),
  schedule: KnowledgeSchedule.optional().meta({ description: "Of a source: how often it is read again by itself." }),
});
export type UpdateKnowledgeInput = z.input<typeof UpdateKnowledgeInput>;

export const UploadQuery = z.strictObject({
  business: z.string().min(1, "give the business's id").meta({ description: "The business's id." }),
  name: z.string().min(1, "give the file's name").max(1_000).meta({
    description: "The file's name; its ending says what it is.",
    example: "Price list.pdf",
  }),
});

export const KnowledgeFilters = z
  .strictObject({
    kinds: z.array(KnowledgeDocumentKind).min(1).max(20).optional(),
    vendor: z.string().min(1).max(100).optional(),
    tags: z.array(z.string().min(1).max(100)).min(1).max(20).optional().meta({ description: "Any of them." }),
    sourceId: z.uuid().optional(),
    language: z.string().length(2).optional().meta({ description: "ISO 639-1." }),
  })
  .meta({ id: "KnowledgeFilters", description: "Which documents alone are looked into." });
export type KnowledgeFilters = z.infer<typeof KnowledgeFilters>;

export const QueryKnowledgeInput = z.strictObject({
  businessId: z.uuid(),
  question: z.string().trim().min(1, "ask something").max(500, "500 characters at most"),
  top: z.int().min(1).max(20).default(DEFAULT_PASSAGES),
  threshold: z.number().min(0).max(1).default(DEFAULT_THRESHOLD).meta({
    description: "How well a passage must fit to be given, 0 to 1.",
  }),
  filters: KnowledgeFilters.optional(),
});

export type QueryKnowledgeInput = z.input<typeof QueryKnowledgeInput>;

export const KnowledgeStatusQuery = z.strictObject({
  businessId: z.uuid().optional(),
  sourceId: z.uuid().optional(),
});
export type KnowledgeStatusQuery = z.infer<typeof KnowledgeStatusQuery>;

export const KnowledgeStatus = z
  .strictObject({
    sources: z.array(KnowledgeSourceResource).meta({ description: "Newest first, at most 200." }),
    documents: z.int(),
    chunks: z.int().meta({ description: "Pieces that are searched." }),
    embedded: z.int().meta({ description: "Of those, the ones that can be found by meaning." }),
    unanswered: z.int().meta({ description: "Questions of callers that nothing answered yet." }),
  })
  .meta({ id: "KnowledgeStatus" });
export type KnowledgeStatus = z.infer<typeof KnowledgeStatus>;

export const DeletedKnowledge = z.strictObject({ id: z.uuid(), deleted: z.literal(true) });

export const SyncQuery = z.strictObject({ businessId: z.uuid().optional() });
export const SyncList = z.strictObject({ syncs: z.array(KnowledgeSourceResource) });

export const StartSyncInput = z.strictObject({
  businessId: z.uuid(),
  vendor: DocumentationVendor.optional().meta({ description: "One whose documentation is known, instead of `url`." }),
  url: z.string().max(500).optional().meta({ description: "Where the documentation begins, of any vendor." }),
  maxPages: z.int().optional(),
  schedule: KnowledgeSchedule.optional().meta({
    description: "How often it is read again by itself; weekly unless said.",
  }),
  tags: KnowledgeTags.optional().meta({ description: "What questions can be narrowed to." }),
});
export type StartSyncInput = z.input<typeof StartSyncInput>;
