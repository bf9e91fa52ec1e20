import { MAX_KNOWLEDGE_FILE_BYTES } from "@/lib/contracts/knowledge";

/** Of what is read. */
export type ReadLimits = {
  maxPages: number;
  /** Of all the text that comes out. */
  maxCharacters: number;
  /** Of what a packed file may unpack to, counted while it is unpacked. */
  maxUnpackedBytes: number;
};

/** Of the process that reads. */
export type ProcessLimits = {
  maxBytes: number;
  /** Of the processor's time, where the system tells it; three times that in all. */
  timeMs: number;
  /** Of memory in use at any moment. */
  memoryBytes: number;
};

export type ExtractLimits = ReadLimits & ProcessLimits;

export const EXTRACT_LIMITS: ExtractLimits = {
  maxBytes: MAX_KNOWLEDGE_FILE_BYTES,
  timeMs: 10_000,
  memoryBytes: 256 * 1024 * 1024,
  maxPages: 2_000,
  maxCharacters: 5_000_000,
  maxUnpackedBytes: 60_000_000,
};
