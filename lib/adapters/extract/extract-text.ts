import { readFile, stat } from "node:fs/promises";
import type { ExtractedText } from "@/lib/contracts/knowledge-blocks";
import { KNOWLEDGE_FILE_TYPES, KNOWLEDGE_FILE_WORDS, type KnowledgeFileType } from "@/lib/contracts/knowledge";
import { checkContent } from "@/lib/domain/knowledge/file-content";
import { fileTypeOf } from "@/lib/domain/knowledge/file-name";
import { ExtractError } from "./extract-error";
import { EXTRACT_LIMITS, type ExtractLimits } from "./limits";
import { ReaderProcess } from "./reader-process";
import type { DocumentBytes } from "./read/read-document";

export type ExtractInput = ({ bytes: Uint8Array } | { path: string }) & {
  /** As the file is kept or the server says; what it says counts, not what the name says. */
  mediaType: string;
  name: string;
  /** As the server says. */
  charset?: string | null;
};

/**
 * What a file or a page says: its text in blocks, its title, its language. Read in a process of its own that has no network, no environment, no
 * files, and is ended when it takes too long or too much memory; whatever is in the file, this process and the next file are untouched. For
 * processes in the background: the program that reads stands beside theirs. Throws ExtractError, with words for the person who gave the file.
 */
export async function extractText(
  input: ExtractInput,
  given: Partial<ExtractLimits> = {},
  signal?: AbortSignal,
): Promise<ExtractedText> {
  signal?.throwIfAborted();
  const limits = { ...EXTRACT_LIMITS, ...given };
  const type = typeOf(input);
  const bytes = await bytesOf(input, limits.maxBytes);
  if (bytes.length === 0)
    throw new ExtractError("empty", "The file is empty. Check that it is the right one, and add it again.");
  if (type === "pdf" || type === "docx") {
    if (isLockedOffice(bytes))
      throw new ExtractError(
        "encrypted",
        "It is locked with a password. Save it without the password, and add it again.",
      );
    const check = checkContent(type);
    const problem = check.add(bytes) ?? check.end();
    if (problem) throw new ExtractError("wrong_type", problem);
  }
  const document = { bytes, type, name: input.name, charset: input.charset ?? null };
  return type === "pdf" || type === "docx" ? readAlone(document, limits, signal) : readInTurn(document, limits, signal);
}

/** Word writes a document with a password into a container of the old kind. */
function isLockedOffice(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    view.length > 4 && view.readUInt32BE(0) === 0xd0cf11e0 && view.includes(Buffer.from("EncryptedPackage", "utf16le"))
  );
}

function typeOf({ mediaType, name }: ExtractInput): KnowledgeFileType {
  const media = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  const types = Object.entries(KNOWLEDGE_FILE_TYPES) as [KnowledgeFileType, { mediaType: string }][];
  const known = types.find(([, each]) => each.mediaType === media)?.[0];
  const named = fileTypeOf(name);
  // Servers call all kinds of texts plain, and all kinds of files a stream of bytes.
  if (known === "txt" && named && named !== "pdf" && named !== "docx") return named;
  if (known) return known;
  if (media === "application/xhtml+xml") return "html";
  if (media === "application/csv" || media === "text/x-markdown") return media === "application/csv" ? "csv" : "md";
  if (named && (media === "" || media === "application/octet-stream")) return named;
  if (media.startsWith("text/")) return "txt";
  throw new ExtractError("wrong_type", `${name} is of a kind that cannot be read. Give it as ${KNOWLEDGE_FILE_WORDS}.`);
}

/** Looks how large it is before it reads it. */
async function bytesOf(input: ExtractInput, maxBytes: number): Promise<Uint8Array> {
  const size = "bytes" in input ? input.bytes.length : (await stat(input.path)).size;
  if (size > maxBytes)
    throw new ExtractError(
      "too_large",
      `It is too large: ${Math.ceil(size / 1_000_000)} MB, and ${Math.floor(maxBytes / 1_000_000)} MB is the most. Split it, or save it with smaller pictures, and add it again.`,
    );
  return "bytes" in input ? input.bytes : readFile(input.path);
}

async function readAlone(
  document: DocumentBytes,
  limits: ExtractLimits,
  signal: AbortSignal | undefined,
): Promise<ExtractedText> {
  const reader = await ReaderProcess.start(limits);
  try {
    return await reader.ask({ document, limits }, limits, signal);
  } finally {
    reader.end();
  }
}

/** Texts are many and small: one process reads them one after the other, for a while. */
const MOST_IN_TURN = 500;
const IDLE_MS = 5_000;
let kept: ReaderProcess | null = null;
let idle: NodeJS.Timeout | undefined;
let turn: Promise<unknown> = Promise.resolve();

function readInTurn(
  document: DocumentBytes,
  limits: ExtractLimits,
  signal: AbortSignal | undefined,
): Promise<ExtractedText> {
  const mine = turn.then(async () => {
    signal?.throwIfAborted();
    clearTimeout(idle);
    if (!kept?.isUsable || kept.read >= MOST_IN_TURN) {
      kept?.end();
      kept = await ReaderProcess.start(limits);
    }
    const reader = kept;
    try {
      return await reader.ask({ document, limits }, limits, signal);
    } catch (error) {
      if (!(error instanceof ExtractError) || error.problem === "broken") reader.end();
      throw error;
    } finally {
      reader.rest();
      idle = setTimeout(() => reader.end(), IDLE_MS).unref();
    }
  });
  turn = mine.catch(() => undefined);
  return mine;
}
