import { BUSINESS_ID } from "./example-values";

export const SOURCE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b008";
export const DOCUMENT_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b009";
const CHUNK_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b00a";
const AT = "2026-11-20T17:00:00.000Z";

const NOTHING = { found: 0, read: 0, unchanged: 0, skipped: 0, failed: 0, chunks: 0, embedded: 0 };

const SOURCE = {
  id: SOURCE_ID,
  businessId: BUSINESS_ID,
  url: null,
  mediaType: null,
  sizeBytes: null,
  vendor: null,
  vendorVersion: null,
  tags: [],
  stage: null,
  problem: null,
  schedule: "never",
  nextSyncAt: null,
  lastSyncedAt: null,
  createdAt: AT,
};

export const FACTS_SOURCE = { ...SOURCE, kind: "facts", name: "Facts", state: "ready", progress: NOTHING };

export const FILE_SOURCE = {
  ...SOURCE,
  kind: "file",
  name: "Price list.pdf",
  mediaType: "application/pdf",
  sizeBytes: 182_044,
  state: "queued",
  progress: NOTHING,
};

export const SYNC = {
  ...SOURCE,
  kind: "documentation",
  name: "Twilio documentation",
  url: "https://www.twilio.com/docs",
  vendor: "twilio",
  vendorVersion: "2010-04-01",
  state: "reading",
  stage: "reading",
  progress: { found: 184, read: 61, unchanged: 0, skipped: 12, failed: 0, chunks: 702, embedded: 640 },
  schedule: "weekly",
};

export const DOCUMENT = {
  id: DOCUMENT_ID,
  businessId: BUSINESS_ID,
  source: { id: SOURCE_ID, kind: "facts", name: "Facts" },
  kind: "price",
  title: "Cleaning",
  url: null,
  vendor: null,
  vendorVersion: null,
  tags: [],
  language: "en",
  version: 1,
  state: "used",
  isEdited: false,
  validFrom: null,
  validUntil: null,
  chunks: 1,
  createdAt: AT,
  updatedAt: AT,
};

const STATEMENT = "A cleaning without insurance is $129.";

export const ENTRY = {
  source: FACTS_SOURCE,
  document: {
    ...DOCUMENT,
    text: STATEMENT,
    question: null,
    pieces: [
      { id: CHUNK_ID, ordinal: 0, heading: "", text: STATEMENT, tokens: 9, isEmbedded: true, isExcluded: false },
    ],
    versions: [{ version: 1, title: "Cleaning", createdAt: AT, byPerson: true }],
  },
};

export const ASKED = {
  query: "What does a cleaning cost without insurance?",
  intent: "question",
  passages: [
    {
      chunkId: CHUNK_ID,
      documentId: DOCUMENT_ID,
      sourceId: SOURCE_ID,
      version: 1,
      kind: "price",
      title: "Cleaning",
      heading: "",
      url: null,
      text: STATEMENT,
      score: 0.93,
      sourceName: "Cleaning",
      byMeaning: 1,
      byWords: 1,
      relevance: null,
    },
  ],
  near: [],
  timings: { totalMs: 38.2, embedMs: 27.9, vectorMs: 3.1, wordsMs: 6.4, rerankMs: null },
};
