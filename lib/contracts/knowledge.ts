import { z } from "zod";

/** What can be given as a file: how its name ends, and what it is. */
export const KNOWLEDGE_FILE_TYPES = {
  pdf: { extensions: ["pdf"], mediaType: "application/pdf", label: "PDF" },
  docx: {
    extensions: ["docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label: "Word",
  },
  txt: { extensions: ["txt"], mediaType: "text/plain", label: "Text" },
  md: { extensions: ["md", "markdown"], mediaType: "text/markdown", label: "Markdown" },
  html: { extensions: ["html", "htm"], mediaType: "text/html", label: "Web page" },
  csv: { extensions: ["csv"], mediaType: "text/csv", label: "Table (CSV)" },
} as const;
export type KnowledgeFileType = keyof typeof KNOWLEDGE_FILE_TYPES;

/** For sentences. */
export const KNOWLEDGE_FILE_WORDS = "PDF, Word (.docx), text, Markdown, HTML and CSV";

export const MAX_KNOWLEDGE_FILE_BYTES = 20_000_000;
/** Of one business. */
export const MAX_KNOWLEDGE_SOURCES = 200;

export const KnowledgeSourceKind = z.enum(["website", "page", "documentation", "file", "questions", "facts"]).meta({
  description:
    "`website`: a site from its first address on; `page`: one page; `documentation`: a vendor's; `questions`, `facts`: typed by hand.",
});
export type KnowledgeSourceKind = z.infer<typeof KnowledgeSourceKind>;

export const KnowledgeSourceState = z.enum(["queued", "reading", "ready", "failed", "stopped"]).meta({
  description: "`queued`: it waits to be read; `stopped`: a person stopped it, what was read before is in use.",
});
export type KnowledgeSourceState = z.infer<typeof KnowledgeSourceState>;

export const KnowledgeStage = z.enum(["finding", "reading", "embedding"]).meta({
  description:
    "`finding`: what there is to read; `reading`: page by page; `embedding`: making what was read searchable by meaning.",
});
export type KnowledgeStage = z.infer<typeof KnowledgeStage>;

/** How far a reading is. All are numbers of pages, a file being one, but the last two. */
export const KnowledgeProgress = z.strictObject({
  found: z.int(),
  read: z.int().meta({ description: "New or changed." }),
  unchanged: z.int(),
  skipped: z
    .int()
    .meta({ description: "Not to be read: refused by the site, said elsewhere already, beyond the limits." }),
  failed: z.int(),
  chunks: z.int().meta({ description: "Pieces that the source's text is searched by." }),
  embedded: z.int().meta({ description: "Of those, the ones searchable by meaning." }),
});
export type KnowledgeProgress = z.infer<typeof KnowledgeProgress>;

export const NO_PROGRESS: KnowledgeProgress = {
  found: 0,
  read: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  chunks: 0,
  embedded: 0,
};

export const KnowledgeSchedule = z.enum(["never", "daily", "weekly", "monthly"]);
export type KnowledgeSchedule = z.infer<typeof KnowledgeSchedule>;

/** Something a business gave its agents to know. */
export const KnowledgeSourceResource = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    kind: KnowledgeSourceKind,
    name: z.string().meta({ description: "The file's name, the website's host." }),
    url: z.string().nullable(),
    mediaType: z.string().nullable(),
    sizeBytes: z.int().nullable(),
    vendor: z.string().nullable().meta({ description: "Whose documentation it is." }),
    vendorVersion: z.string().nullable(),
    tags: z.array(z.string()),
    state: KnowledgeSourceState,
    stage: KnowledgeStage.nullable().meta({
      description: "What is being done; where it failed or was stopped, what was.",
    }),
    progress: KnowledgeProgress,
    problem: z.string().nullable().meta({ description: "Why it could not be read, and what to do." }),
    schedule: KnowledgeSchedule.meta({ description: "How often it is read again by itself." }),
    nextSyncAt: z.string().nullable(),
    lastSyncedAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "KnowledgeSource" });
export type KnowledgeSourceResource = z.infer<typeof KnowledgeSourceResource>;

/** Limits of one reading of a site. */
export const DEFAULT_SITE_PAGES = 200;
export const MAX_SITE_PAGES = 2_000;
export const DEFAULT_SITE_DEPTH = 5;
export const MAX_SITE_DEPTH = 10;

const address = z.string().trim().min(1, "give the address").max(500, "500 characters at most");
export const KnowledgeTags = z.array(z.string().trim().min(1).max(40, "40 characters at most")).max(20, "20 at most");
const tags = KnowledgeTags.default([]);

export const AddWebsiteInput = z.strictObject({
  businessId: z.uuid(),
  url: address,
  /** How many pages are read, and how many links from the first one on. */
  maxPages: z.int().min(1).max(MAX_SITE_PAGES).optional(),
  maxDepth: z.int().min(0).max(MAX_SITE_DEPTH).optional(),
  tags,
});
export type AddWebsiteInput = z.input<typeof AddWebsiteInput>;

export const AddPageInput = z.strictObject({ businessId: z.uuid(), url: address, tags });
export type AddPageInput = z.input<typeof AddPageInput>;

/** Vendors whose documentation can be read by name. */
export const DocumentationVendor = z.enum(["openai", "twilio", "ringcentral", "hubspot", "google_cloud"]);
export type DocumentationVendor = z.infer<typeof DocumentationVendor>;
export const DEFAULT_DOCUMENTATION_PAGES = 500;

export const AddDocumentationInput = z
  .strictObject({
    businessId: z.uuid(),
    /** All of a vendor's that is known … */
    vendor: DocumentationVendor.optional(),
    /** … or what is at an address and in its folder. */
    url: address.optional(),
    maxPages: z.int().min(1).max(MAX_SITE_PAGES).optional(),
    schedule: KnowledgeSchedule.default("weekly"),
    tags,
  })
  .refine(({ vendor, url }) => vendor !== undefined || url !== undefined, {
    path: ["url"],
    message: "give a vendor, or the address of the documentation",
  });
export type AddDocumentationInput = z.input<typeof AddDocumentationInput>;

export const SetScheduleInput = z.strictObject({ sourceId: z.uuid(), schedule: KnowledgeSchedule });
export type SetScheduleInput = z.input<typeof SetScheduleInput>;

/** An address of a source that was not read, or could not be. */
export const KnowledgePageResource = z
  .strictObject({
    url: z.string(),
    state: z.enum(["skipped", "failed", "gone"]),
    problem: z.string().nullable(),
  })
  .meta({ id: "KnowledgePage" });

/** How many of them are told with a source. */
export const MAX_TOLD_PAGES = 200;

export const KnowledgeSourceDetail = z
  .strictObject({
    ...KnowledgeSourceResource.shape,
    pages: z
      .array(KnowledgePageResource)
      .meta({ description: `What was not read and why, failed first, ${MAX_TOLD_PAGES} at most.` }),
  })
  .meta({ id: "KnowledgeSourceDetail" });
export type KnowledgeSourceDetail = z.infer<typeof KnowledgeSourceDetail>;

export const UploadFileInput = z.strictObject({
  businessId: z.uuid(),
  /** As it is called where it comes from. */
  name: z.string().min(1, "the file has no name").max(1_000),
});
export type UploadFileInput = z.input<typeof UploadFileInput>;
