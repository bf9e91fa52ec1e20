import type { Block } from "@/lib/contracts/knowledge-blocks";
import type { ReadLimits } from "../limits";
import { decodeText } from "./decode-text";
import { DocxWriter } from "./docx-writer";
import { readStyles } from "./docx-styles";
import { walkXml } from "./walk-xml";
import { damaged, openZip } from "./zip";

const MOST_PARTS = 5_000;

/** A Word document's text: headings by their styles, lists, tables; without what was deleted in it, or hidden. */
export function readDocx(
  bytes: Uint8Array,
  { maxUnpackedBytes }: ReadLimits,
): { title: string | null; blocks: Block[] } {
  const zip = openZip(bytes, { maxEntries: MOST_PARTS, maxUnpackedBytes });
  const part = (name: string): string | null => {
    const content = zip.read(name);
    return content && decodeText(content, null);
  };
  const main = part("word/document.xml");
  if (main === null) throw damaged();
  const writer = new DocxWriter(readStyles(part("word/styles.xml") ?? ""));
  if (!walkXml(main, writer).isWhole) throw damaged();
  const blocks = writer.end();
  const heading = blocks.find((block) => block.kind === "heading");
  return { title: titleOf(part("docProps/core.xml") ?? "") ?? writer.title ?? heading?.text ?? null, blocks };
}

function titleOf(core: string): string | null {
  let title = "";
  let isTitle = false;
  walkXml(core, {
    open(name) {
      isTitle = name === "title";
    },
    text(words) {
      if (isTitle) title += words;
    },
    close() {
      isTitle = false;
    },
  });
  return title.trim() || null;
}
