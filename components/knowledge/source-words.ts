import { KNOWLEDGE_FILE_TYPES, type KnowledgeSchedule, type KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { counted } from "./document-words";

export const STATE_WORDS: Record<KnowledgeSourceResource["state"], string> = {
  queued: "Waiting to be read",
  reading: "Being read",
  ready: "In use",
  failed: "Not read",
  stopped: "Stopped",
};

export const SCHEDULE_WORDS: Record<KnowledgeSchedule, string> = {
  never: "Only when I say so",
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
};

const KINDS: Record<KnowledgeSourceResource["kind"], string> = {
  website: "Website",
  page: "One page",
  documentation: "Documentation",
  file: "File",
  questions: "Questions & answers",
  facts: "Facts",
};

/** "PDF, 1.2 MB"; "Website". */
export function kindWords({ kind, mediaType, sizeBytes, vendorVersion }: KnowledgeSourceResource): string {
  if (kind === "documentation" && vendorVersion) return `${KINDS[kind]}, ${vendorVersion}`;
  const type = Object.values(KNOWLEDGE_FILE_TYPES).find((each) => each.mediaType === mediaType);
  const label = kind === "file" ? (type?.label ?? KINDS.file) : KINDS[kind];
  return sizeBytes === null ? label : `${label}, ${sizeWords(sizeBytes)}`;
}

export const isBusy = ({ state }: Pick<KnowledgeSourceResource, "state">): boolean =>
  state === "queued" || state === "reading";

/** What a reading is at, or what came of it: "27 of 34 pages read · 2 left out"; null when there is nothing to tell yet. */
export function progressWords({ kind, state, stage, progress }: KnowledgeSourceResource): string | null {
  const { found, read, unchanged, skipped, failed, chunks, embedded } = progress;
  if (state === "queued") return null;
  const isFile = kind === "file";
  const done = read + unchanged;
  const parts: string[] = [];
  if (state === "reading") {
    if (stage === "finding")
      parts.push(found > 0 ? `${counted(found, "page")} found so far` : "Looking for what there is");
    else if (stage === "embedding")
      parts.push(`Making ${embedded.toLocaleString("en-US")} of ${counted(chunks, "passage")} searchable`);
    else parts.push(isFile ? "Reading the file" : `${done} of ${counted(Math.max(found, done), "page")} read`);
  } else {
    if (!isFile && done > 0) parts.push(`${counted(done, "page")} read`);
    if (chunks > 0) parts.push(counted(chunks, "passage"));
    if (unchanged > 0 && unchanged !== done) parts.push(`${unchanged} unchanged`);
  }
  if (!isFile && skipped > 0) parts.push(`${skipped} left out`);
  if (!isFile && failed > 0) parts.push(`${failed} failed`);
  if (state !== "reading" && chunks > embedded) parts.push(`${chunks - embedded} found by their words only, so far`);
  return parts.length > 0 ? parts.join(" · ") : null;
}

/** How far a reading is, 0 to 1; null when that cannot be told. */
export function shareOf({ stage, progress }: KnowledgeSourceResource): number | null {
  const { found, read, unchanged, skipped, failed, chunks, embedded } = progress;
  if (stage === "embedding") return chunks > 0 ? embedded / chunks : null;
  if (stage !== "reading" || found === 0) return null;
  return Math.min(1, (read + unchanged + skipped + failed) / found);
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
