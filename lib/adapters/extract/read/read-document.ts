import type { ExtractedText } from "@/lib/contracts/knowledge-blocks";
import type { KnowledgeFileType } from "@/lib/contracts/knowledge";
import { cleanBlocks } from "@/lib/domain/knowledge/clean";
import { detectLanguage } from "@/lib/domain/knowledge/language";
import { ExtractError } from "../extract-error";
import type { ReadLimits } from "../limits";
import { readCsv } from "./csv";
import { decodeText } from "./decode-text";
import { readDocx } from "./docx";
import { readHtml } from "./html";
import { readMarkdown } from "./markdown";
import { readPdf } from "./pdf";
import { readPlain } from "./plain";

export type DocumentBytes = { bytes: Uint8Array; type: KnowledgeFileType; name: string; charset: string | null };

type Found = Pick<ExtractedText, "title" | "blocks" | "pages" | "web">;

/** What a file or a page says. Runs in the process of its own. Throws ExtractError. */
export async function readDocument(document: DocumentBytes, limits: ReadLimits): Promise<ExtractedText> {
  const { blocks: found, ...rest } = await readType(document, limits);
  const blocks = cleanBlocks(found);
  const text = blocks.map(textOf).join("\n");
  if (text.length > limits.maxCharacters)
    throw new ExtractError(
      "too_large",
      `There is more text in it than can be used: ${millions(text.length)} million characters, and ${millions(limits.maxCharacters)} million is the most. Split it by topic, and add the parts that callers ask about.`,
    );
  if (!/[\p{L}\p{N}]/u.test(text))
    throw new ExtractError(
      document.bytes.length === 0 ? "empty" : "no_text",
      "There is no text in it. Check that it is the right one, and add it again.",
    );
  return { ...rest, blocks, language: detectLanguage(text) };
}

async function readType({ bytes, type, charset }: DocumentBytes, limits: ReadLimits): Promise<Found> {
  if (type === "pdf") return readPdf(bytes, limits);
  if (type === "docx") return readDocx(bytes, limits);
  if (type === "html") return readHtml(decodeText(bytes, charset ?? charsetOfPage(bytes)));
  const text = decodeText(bytes, charset);
  if (/^\s*<(?:!doctype\s+html|html)[\s>]/i.test(text)) return readHtml(text);
  if (type === "csv") return { title: null, blocks: readCsv(text) };
  return type === "md" ? readMarkdown(text) : { title: null, blocks: readPlain(text) };
}

/** What a page says of itself in its head. */
const charsetOfPage = (bytes: Uint8Array): string | null =>
  /<meta[^>]+charset=["']?([\w-]+)/i.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 2048)))?.[1] ?? null;

function textOf(block: ExtractedText["blocks"][number]): string {
  if (block.kind === "list") return block.items.join("\n");
  if (block.kind !== "table") return block.text;
  return [block.header ?? [], ...block.rows].map((row) => row.join(" ")).join("\n");
}

const millions = (count: number): string => (count / 1_000_000).toFixed(1);
