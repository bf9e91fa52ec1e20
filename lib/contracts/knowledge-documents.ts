import { z } from "zod";
import { Cursor, Limit } from "./calls";
import { KnowledgeSourceKind } from "./knowledge";
import { KnowledgeDocumentKind } from "./knowledge-passages";

/** Of one document; longer ones are files and sites, which are split while they are read. */
export const MAX_DOCUMENT_CHARACTERS = 200_000;
export const MAX_DOCUMENT_TITLE = 200;

export const KnowledgeDocumentState = z.enum(["used", "excluded", "gone"]).meta({
  description: "`excluded`: a person took it out; `gone`: its source does not have it any more. Agents use neither.",
});
export type KnowledgeDocumentState = z.infer<typeof KnowledgeDocumentState>;

const moment = z.string().nullable();

/** One thing to read: a file, a page, a question with its answer, a fact. */
export const KnowledgeDocumentSummary = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    source: z.strictObject({ id: z.uuid(), kind: KnowledgeSourceKind, name: z.string() }),
    kind: KnowledgeDocumentKind,
    title: z.string(),
    url: z.string().nullable(),
    vendor: z.string().nullable(),
    vendorVersion: z.string().nullable(),
    tags: z.array(z.string()),
    language: z.string(),
    version: z.int().meta({ description: "The one that holds; it goes up each time the text changes." }),
    state: KnowledgeDocumentState,
    isEdited: z.boolean().meta({ description: "A person wrote over it; reading its source again leaves it alone." }),
    validFrom: moment.meta({ description: "Before this moment nothing of it is said; null: always." }),
    validUntil: moment.meta({ description: "From this moment on nothing of it is said; null: for good." }),
    chunks: z.int().meta({ description: "Pieces it is searched by." }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "KnowledgeDocumentSummary" });
export type KnowledgeDocumentSummary = z.infer<typeof KnowledgeDocumentSummary>;

/** A piece of a document, as it is searched and given to a model. */
export const KnowledgeChunkResource = z
  .strictObject({
    id: z.uuid(),
    ordinal: z.int(),
    heading: z.string().meta({ description: "The headings above it, `Prices › Crowns`; empty: none." }),
    text: z.string(),
    tokens: z.int(),
    isEmbedded: z.boolean().meta({ description: "It can be found by meaning; by its words it always can." }),
    isExcluded: z.boolean(),
  })
  .meta({ id: "KnowledgeChunk" });
export type KnowledgeChunkResource = z.infer<typeof KnowledgeChunkResource>;

export const KnowledgeVersionSummary = z
  .strictObject({
    version: z.int(),
    title: z.string(),
    createdAt: z.string(),
    byPerson: z.boolean().meta({ description: "Written by a person or a program, not read from the source." }),
  })
  .meta({ id: "KnowledgeVersion" });
export type KnowledgeVersionSummary = z.infer<typeof KnowledgeVersionSummary>;

export const KnowledgeDocumentResource = KnowledgeDocumentSummary.extend({
  text: z.string(),
  question: z.string().nullable(),
  pieces: z.array(KnowledgeChunkResource).meta({ description: "The first 500." }),
  versions: z.array(KnowledgeVersionSummary).meta({ description: "Newest first, the last 50." }),
}).meta({ id: "KnowledgeDocument" });
export type KnowledgeDocumentResource = z.infer<typeof KnowledgeDocumentResource>;

export const ListDocumentsQuery = z.object({
  businessId: z.uuid().optional(),
  sourceId: z.uuid().optional(),
  kind: KnowledgeDocumentKind.optional(),
  state: KnowledgeDocumentState.optional(),
  text: z.string().trim().max(200).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListDocumentsQuery = z.input<typeof ListDocumentsQuery>;

/** Newest first. */
export const KnowledgeDocumentPage = z.strictObject({
  documents: z.array(KnowledgeDocumentSummary),
  nextCursor: z.string().nullable(),
});
export type KnowledgeDocumentPage = z.infer<typeof KnowledgeDocumentPage>;

export const EditDocumentInput = z.strictObject({
  title: z.string().trim().min(1, "give a title").max(MAX_DOCUMENT_TITLE, `${MAX_DOCUMENT_TITLE} characters at most`),
  text: z
    .string()
    .trim()
    .min(1, "write something, or take the document out instead")
    .max(MAX_DOCUMENT_CHARACTERS, "200,000 characters at most"),
  /** The version that was read; another one by now: CONFLICT. */
  expectedVersion: z.int().min(1).optional(),
});
export type EditDocumentInput = z.input<typeof EditDocumentInput>;
