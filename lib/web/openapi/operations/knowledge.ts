import { z } from "zod";
import {
  AddKnowledgeInput,
  DeletedKnowledge,
  KnowledgeEntry,
  KnowledgeList,
  KnowledgeQuery,
  KnowledgeStatus,
  KnowledgeStatusQuery,
  QueryKnowledgeInput,
  StartSyncInput,
  SyncList,
  SyncQuery,
  UpdateKnowledgeInput,
  UploadQuery,
} from "@/lib/contracts/api/knowledge";
import { KnowledgeSourceDetail, KnowledgeSourceResource, MAX_KNOWLEDGE_FILE_BYTES } from "@/lib/contracts/knowledge";
import { AskedKnowledge } from "@/lib/contracts/knowledge-asked";
import { defineOperation } from "../operation";
import { BUSINESS_ID } from "./example-values";
import { ASKED, DOCUMENT, DOCUMENT_ID, ENTRY, FACTS_SOURCE, FILE_SOURCE, SYNC } from "./knowledge-examples";

const tag = "Knowledge";
const KnowledgeParams = z.strictObject({
  knowledgeId: z.string().meta({ description: "A document's id, or a source's.", example: DOCUMENT_ID }),
});
const VendorParams = z.strictObject({
  vendor: z.string().max(60).meta({ description: "As the sync has it.", example: "twilio" }),
});

export const listKnowledgeOperation = defineOperation({
  id: "listKnowledge",
  method: "GET",
  path: "/api/v1/knowledge",
  tag,
  summary: "List documents",
  description: "Everything agents may answer from: what was read from sources, and what was typed. Newest first.",
  scope: "knowledge.read",
  query: KnowledgeQuery,
  response: KnowledgeList,
  examples: { response: { documents: [DOCUMENT], nextCursor: null } },
});

export const addKnowledgeOperation = defineOperation({
  id: "addKnowledge",
  method: "POST",
  path: "/api/v1/knowledge",
  tag,
  summary: "Add a question, a fact, a page or a website",
  description:
    "A question or a fact can be found at once. A page or a website is read in the background: GET /api/v1/knowledge/status tells how far it is.",
  scope: "knowledge.write",
  body: AddKnowledgeInput,
  response: KnowledgeEntry,
  status: 201,
  once: true,
  refusals: [404, 409],
  examples: {
    body: { businessId: BUSINESS_ID, kind: "price", subject: "Cleaning", statement: ENTRY.document.text },
    response: ENTRY,
  },
});

export const uploadKnowledgeOperation = defineOperation({
  id: "uploadKnowledge",
  method: "POST",
  path: "/api/v1/knowledge/upload",
  tag,
  summary: "Upload a file",
  description:
    "The file's bytes are the body, as they are: PDF, Word, text, Markdown, HTML or CSV, at most 20 MB. It is read in the background; the same file twice is refused.",
  scope: "knowledge.write",
  query: UploadQuery,
  bytes: { most: MAX_KNOWLEDGE_FILE_BYTES },
  response: KnowledgeEntry,
  status: 201,
  refusals: [404, 409],
  examples: { response: { source: FILE_SOURCE, document: null } },
});

export const getKnowledgeOperation = defineOperation({
  id: "getKnowledge",
  method: "GET",
  path: "/api/v1/knowledge/{knowledgeId}",
  tag,
  summary: "Get a document, or a source",
  description:
    "A document comes with its text, its pieces, its versions and its source; a source's id gives the source alone.",
  scope: "knowledge.read",
  params: KnowledgeParams,
  response: KnowledgeEntry,
  refusals: [404],
  examples: { response: ENTRY },
});

export const updateKnowledgeOperation = defineOperation({
  id: "updateKnowledge",
  method: "PUT",
  path: "/api/v1/knowledge/{knowledgeId}",
  tag,
  summary: "Change a document, or a source's schedule",
  description:
    "What is left out stays. New words are a new version; calls keep citing what they were told. What was read and then changed here is left alone when its source is read again.",
  scope: "knowledge.write",
  params: KnowledgeParams,
  body: UpdateKnowledgeInput,
  response: KnowledgeEntry,
  refusals: [404, 409],
  examples: { body: { isExcluded: false }, response: ENTRY },
});

export const deleteKnowledgeOperation = defineOperation({
  id: "deleteKnowledge",
  method: "DELETE",
  path: "/api/v1/knowledge/{knowledgeId}",
  tag,
  summary: "Remove a question, a fact, or a source with all that was read from it",
  description:
    "One document among those of a source is taken out instead, by isExcluded: the next reading would bring it back.",
  scope: "knowledge.write",
  params: KnowledgeParams,
  response: DeletedKnowledge,
  refusals: [404, 409],
  examples: { response: { id: DOCUMENT_ID, deleted: true } },
});

export const queryKnowledgeOperation = defineOperation({
  id: "queryKnowledge",
  method: "POST",
  path: "/api/v1/knowledge/query",
  tag,
  summary: "Ask the knowledge of a business",
  description:
    "The passages an agent would be given, with how well each fits; none: it would say that it does not know.",
  scope: "knowledge.read",
  body: QueryKnowledgeInput,
  response: AskedKnowledge,
  refusals: [404, 503],
  examples: { body: { businessId: BUSINESS_ID, question: ASKED.query }, response: ASKED },
});

export const knowledgeStatusOperation = defineOperation({
  id: "getKnowledgeStatus",
  method: "GET",
  path: "/api/v1/knowledge/status",
  tag,
  summary: "See how reading stands",
  scope: "knowledge.read",
  query: KnowledgeStatusQuery,
  response: KnowledgeStatus,
  examples: {
    response: { sources: [SYNC, FACTS_SOURCE], documents: 62, chunks: 703, embedded: 641, unanswered: 3 },
  },
});

export const listSyncsOperation = defineOperation({
  id: "listDocumentationSyncs",
  method: "GET",
  path: "/api/v1/documentation/sync",
  tag,
  summary: "List documentation syncs",
  scope: "knowledge.read",
  query: SyncQuery,
  response: SyncList,
  examples: { response: { syncs: [SYNC] } },
});

export const startSyncOperation = defineOperation({
  id: "startDocumentationSync",
  method: "POST",
  path: "/api/v1/documentation/sync",
  tag,
  summary: "Sync a vendor's documentation",
  description:
    "Of a vendor that is known, or from an address on. Where it was read before, only what changed is read again. It is read in the background.",
  scope: "knowledge.write",
  body: StartSyncInput,
  response: KnowledgeSourceResource,
  status: 202,
  once: true,
  refusals: [404, 409],
  examples: {
    body: { businessId: BUSINESS_ID, vendor: "twilio" },
    response: { ...SYNC, state: "queued", stage: null },
  },
});

export const getSyncOperation = defineOperation({
  id: "getDocumentationSyncStatus",
  method: "GET",
  path: "/api/v1/documentation/sync/{vendor}/status",
  tag,
  summary: "See how a documentation sync stands",
  description: "The newest of this vendor, with the addresses that were not read and why.",
  scope: "knowledge.read",
  params: VendorParams,
  query: SyncQuery,
  response: KnowledgeSourceDetail,
  refusals: [404],
  examples: {
    response: {
      ...SYNC,
      pages: [{ url: "https://www.twilio.com/docs/private", state: "skipped", problem: "Its robots.txt forbids it." }],
    },
  },
});

export const cancelSyncOperation = defineOperation({
  id: "cancelDocumentationSync",
  method: "POST",
  path: "/api/v1/documentation/sync/{vendor}/cancel",
  tag,
  summary: "Stop a documentation sync",
  description: "What was read before stays in use.",
  scope: "knowledge.write",
  params: VendorParams,
  query: SyncQuery,
  response: KnowledgeSourceResource,
  refusals: [404, 409],
  examples: { response: { ...SYNC, state: "stopped" } },
});
