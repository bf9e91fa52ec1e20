import { extractText } from "@/lib/adapters/extract/extract-text";
import type { Block, ExtractedText } from "@/lib/contracts/knowledge-blocks";
import { blocksText } from "@/lib/domain/knowledge/blocks-text";
import { cleanBlocks } from "@/lib/domain/knowledge/clean";

export type ReadText = {
  title: string | null;
  text: string;
  blocks: Block[];
  language: string;
  /** Of a page. */
  web: NonNullable<ExtractedText["web"]> | null;
};

export type BytesToRead = { bytes: Buffer; name: string; mediaType: string; charset: string | null };

/** What stands in bytes, whoever made them: read in a process of its own. Throws ExtractError, or the signal's reason. */
export async function textOf(input: BytesToRead, signal: AbortSignal): Promise<ReadText> {
  const extracted = await extractText(input, {}, signal);
  const blocks = cleanBlocks(extracted.blocks);
  const { title, language, web = null } = extracted;
  return { title, text: blocksText(blocks), blocks, language: language ?? "en", web };
}
