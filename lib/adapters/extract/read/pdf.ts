import type { Block } from "@/lib/contracts/knowledge-blocks";
import { ExtractError } from "../extract-error";
import type { ReadLimits } from "../limits";
import { layoutBlocks } from "./pdf-layout";
import { linesOf, type PdfLine } from "./pdf-lines";

/** A PDF's text, page by page, its lines and tables put together again from where each word stands. */
export async function readPdf(
  bytes: Uint8Array,
  limits: ReadLimits,
): Promise<{ title: string | null; blocks: Block[]; pages: number }> {
  const { getDocument, VerbosityLevel } = await import("unpdf/pdfjs");
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    maxImageSize: 0,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await loading.promise.catch((error: unknown) => {
      throw unreadable(error);
    });
    const pages = document.numPages;
    if (pages > limits.maxPages)
      throw new ExtractError(
        "too_many_pages",
        `It has ${words(pages)} pages, and ${words(limits.maxPages)} is the most that is read. Split it, and add the parts that callers ask about.`,
      );
    const lines: PdfLine[][] = [];
    let characters = 0;
    for (let number = 1; number <= pages && characters <= limits.maxCharacters; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      page.cleanup();
      const found = linesOf(items.flatMap((item) => ("str" in item ? [item] : [])));
      characters += found.reduce((sum, line) => sum + line.text.length, 0);
      lines.push(found);
    }
    if (characters < LEAST_CHARACTERS) throw scanned(pages);
    const { info } = await document.getMetadata().catch(() => ({ info: {} as Record<string, unknown> }));
    const blocks = layoutBlocks(lines);
    const heading = blocks.find((block) => block.kind === "heading");
    return { title: titleOf(info) ?? heading?.text ?? null, blocks, pages };
  } catch (error) {
    throw error instanceof ExtractError ? error : unreadable(error);
  } finally {
    await loading.destroy().catch(() => undefined);
  }
}

/** A scanner's stamp is no text. */
const LEAST_CHARACTERS = 10;

const words = (count: number): string => count.toLocaleString("en-US");

/** Programs write the name of the file, or of themselves, where the title belongs. */
function titleOf(info: object): string | null {
  const title = "Title" in info && typeof info.Title === "string" ? info.Title.trim() : "";
  const isName =
    /^(?:untitled|microsoft word|unbenannt|sin título|document\d*|untitled document)\b/i.test(title) ||
    /\.(?:docx?|pdf|indd|xlsx?|pptx?|odt)$/i.test(title);
  return title === "" || isName ? null : title;
}

function scanned(pages: number): ExtractError {
  const which =
    pages === 1 ? "The page of this PDF is a picture" : `The ${words(pages)} pages of this PDF are pictures`;
  return new ExtractError(
    "no_text",
    `${which}, as a scanner makes them, without any text. Save it as PDF from the program it was written in, or run text recognition (OCR) on it, and add that.`,
  );
}

function unreadable(error: unknown): ExtractError {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException")
    return new ExtractError(
      "encrypted",
      "It is locked with a password. Save it without the password, and add it again.",
    );
  return new ExtractError(
    "broken",
    "It is damaged, and cannot be read as a PDF. Open it in the program that made it, save it as PDF anew, and add that.",
  );
}
