import { Readable } from "node:stream";
import type { ServiceContext } from "@/lib/services/context";
import { addDocumentation } from "@/lib/services/knowledge/add-documentation";
import { addPage } from "@/lib/services/knowledge/add-page";
import { addWebsite } from "@/lib/services/knowledge/add-website";
import { deleteKnowledgeSource } from "@/lib/services/knowledge/delete-knowledge-source";
import { addKnowledge } from "@/lib/services/knowledge/add-knowledge";
import { askKnowledge } from "@/lib/services/knowledge/ask-knowledge";
import { deleteDocument } from "@/lib/services/knowledge/delete-document";
import { cancelSync, getSync, listSyncs, startSync } from "@/lib/services/knowledge/documentation-sync";
import { editDocument, revertDocument } from "@/lib/services/knowledge/edit-document";
import { getDocument, getDocumentVersion } from "@/lib/services/knowledge/get-document";
import { getKnowledge } from "@/lib/services/knowledge/get-knowledge";
import { knowledgeStatus } from "@/lib/services/knowledge/knowledge-status";
import { findFact, listAnswers, listFacts } from "@/lib/services/knowledge/list-by-hand";
import { listDocuments } from "@/lib/services/knowledge/list-documents";
import { removeKnowledge } from "@/lib/services/knowledge/remove-knowledge";
import { answerGap, saveAnswer } from "@/lib/services/knowledge/save-answer";
import { saveFact } from "@/lib/services/knowledge/save-fact";
import { setChunkExcluded, setDocumentExcluded } from "@/lib/services/knowledge/set-excluded";
import { updateKnowledge } from "@/lib/services/knowledge/update-knowledge";
import { listFilterChoices } from "@/lib/services/knowledge/list-filter-choices";
import { listGaps } from "@/lib/services/knowledge/list-gaps";
import { dismissGap, reopenGap } from "@/lib/services/knowledge/settle-gap";
import { getKnowledgeSource } from "@/lib/services/knowledge/get-knowledge-source";
import { listKnowledgeSources } from "@/lib/services/knowledge/list-knowledge-sources";
import { resumeReading } from "@/lib/services/knowledge/resume-reading";
import { setSchedule } from "@/lib/services/knowledge/set-schedule";
import { startReading } from "@/lib/services/knowledge/start-reading";
import { stopReading } from "@/lib/services/knowledge/stop-reading";
import { uploadKnowledgeFile } from "@/lib/services/knowledge/upload-knowledge-file";

type Ids = { businessId: string; chunkId: string; documentId: string; gapId: string; sourceId: string };
type Own = { businessId: string };

const ANSWER = { question: "Why?", answer: "So." };
const FACT = { kind: "price" as const, subject: "Cleaning", statement: "It is $129." };
const guard = { allow: [], resolve: () => Promise.resolve(["93.184.216.34"]) };
const knowledgeDeps = { embedderFor: () => Promise.reject(new Error("nothing may be embedded")), guard };

/** The verbs of knowledge that take ids, for the test that tries each with another organization's. */
export const KNOWLEDGE_VERBS: Record<string, ((context: ServiceContext, ids: Ids, ours: Own) => Promise<unknown>)[]> = {
  "knowledge/add-documentation.ts": [
    (context, { businessId }) => addDocumentation(context, { businessId, vendor: "twilio" }, guard),
  ],
  "knowledge/add-page.ts": [
    (context, { businessId }) => addPage(context, { businessId, url: "https://example.com" }, guard),
  ],
  "knowledge/add-website.ts": [
    (context, { businessId }) => addWebsite(context, { businessId, url: "https://example.com" }, guard),
  ],
  "knowledge/delete-knowledge-source.ts": [
    (context, { sourceId }) => deleteKnowledgeSource(context, sourceId, { remove: () => Promise.resolve() }),
  ],
  "knowledge/add-knowledge.ts": [
    (context, { businessId }) =>
      addKnowledge(context, { businessId, kind: "question", question: "Why?", answer: "So." }, knowledgeDeps),
    (context, { businessId }) =>
      addKnowledge(context, { businessId, kind: "page", url: "https://example.com" }, knowledgeDeps),
  ],
  "knowledge/ask-knowledge.ts": [
    (context, { businessId }) =>
      askKnowledge(context, { businessId, question: "Why?" }, { look: () => Promise.reject(new Error("not asked")) }),
  ],
  "knowledge/delete-document.ts": [(context, { documentId }) => deleteDocument(context, documentId)],
  "knowledge/documentation-sync.ts": [
    (context, { businessId }) => listSyncs(context, { businessId }),
    (context, { businessId }) => startSync(context, { businessId, url: "https://docs.example.com" }, guard),
    (context, { businessId }) => getSync(context, "twilio", { businessId }),
    (context, { businessId }) => cancelSync(context, "twilio", { businessId }),
  ],
  "knowledge/edit-document.ts": [
    (context, { documentId }) => editDocument(context, documentId, { title: "x", text: "x" }, knowledgeDeps),
    (context, { documentId }) => revertDocument(context, documentId, knowledgeDeps),
  ],
  "knowledge/get-document.ts": [
    (context, { documentId }) => getDocument(context, documentId),
    (context, { documentId }) => getDocumentVersion(context, documentId, 1),
  ],
  "knowledge/get-knowledge.ts": [
    (context, { documentId }) => getKnowledge(context, documentId),
    (context, { sourceId }) => getKnowledge(context, sourceId),
  ],
  "knowledge/knowledge-status.ts": [
    (context, { businessId }) => knowledgeStatus(context, { businessId }),
    (context, { sourceId }) => knowledgeStatus(context, { sourceId }),
  ],
  "knowledge/list-by-hand.ts": [
    (context, { businessId }) => listAnswers(context, { businessId }),
    (context, { businessId }) => listFacts(context, { businessId }),
    (context, { documentId }) => findFact(context, documentId),
  ],
  "knowledge/list-documents.ts": [
    (context, { businessId }) => listDocuments(context, { businessId }),
    (context, { sourceId }) => listDocuments(context, { sourceId }),
  ],
  "knowledge/remove-knowledge.ts": [
    (context, { documentId }) => removeKnowledge(context, documentId, { remove: () => Promise.resolve() }),
    (context, { sourceId }) => removeKnowledge(context, sourceId, { remove: () => Promise.resolve() }),
  ],
  "knowledge/save-answer.ts": [
    (context, { businessId }) => saveAnswer(context, { ...ANSWER, businessId }, null, knowledgeDeps),
    (context, { documentId }, ours) =>
      saveAnswer(context, { ...ANSWER, businessId: ours.businessId }, documentId, knowledgeDeps),
    (context, { gapId }, ours) => answerGap(context, gapId, { ...ANSWER, businessId: ours.businessId }, knowledgeDeps),
    (context, { gapId, businessId }) => answerGap(context, gapId, { ...ANSWER, businessId }, knowledgeDeps),
  ],
  "knowledge/save-fact.ts": [
    (context, { businessId }) => saveFact(context, { ...FACT, businessId }, null, knowledgeDeps),
    (context, { documentId }, ours) =>
      saveFact(context, { ...FACT, businessId: ours.businessId }, documentId, knowledgeDeps),
  ],
  "knowledge/set-excluded.ts": [
    (context, { documentId }) => setDocumentExcluded(context, documentId, true),
    (context, { chunkId }) => setChunkExcluded(context, chunkId, true),
  ],
  "knowledge/update-knowledge.ts": [
    (context, { documentId }) => updateKnowledge(context, documentId, { isExcluded: true }, knowledgeDeps),
    (context, { sourceId }) => updateKnowledge(context, sourceId, { schedule: "daily" }, knowledgeDeps),
  ],
  "knowledge/list-filter-choices.ts": [(context, { businessId }) => listFilterChoices(context, businessId)],
  "knowledge/list-gaps.ts": [(context, { businessId }) => listGaps(context, { businessId })],
  "knowledge/settle-gap.ts": [
    (context, { gapId }) => dismissGap(context, gapId),
    (context, { gapId }) => reopenGap(context, gapId),
  ],
  "knowledge/get-knowledge-source.ts": [(context, { sourceId }) => getKnowledgeSource(context, sourceId)],
  "knowledge/resume-reading.ts": [(context, { sourceId }) => resumeReading(context, sourceId)],
  "knowledge/set-schedule.ts": [(context, { sourceId }) => setSchedule(context, { sourceId, schedule: "daily" })],
  "knowledge/start-reading.ts": [(context, { sourceId }) => startReading(context, sourceId)],
  "knowledge/stop-reading.ts": [(context, { sourceId }) => stopReading(context, sourceId)],
  "knowledge/list-knowledge-sources.ts": [(context, { businessId }) => listKnowledgeSources(context, businessId)],
  "knowledge/upload-knowledge-file.ts": [
    (context, { businessId }) =>
      uploadKnowledgeFile(context, { businessId, name: "a.txt" }, Readable.from([Buffer.from("a")]), {
        put: () => Promise.reject(new Error("nothing may be stored")),
        remove: () => Promise.resolve(),
      }),
  ],
};
