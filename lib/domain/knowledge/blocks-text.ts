import type { Block } from "@/lib/contracts/knowledge-blocks";

/** A document's blocks as one text that people can read and that nothing is lost in: headings with #, items with -, a table's cells with |. */
export const blocksText = (blocks: readonly Block[]): string => blocks.map(blockText).join("\n\n");

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "table":
      return [...(block.header ? [block.header] : []), ...block.rows].map((row) => row.join(" | ")).join("\n");
    case "paragraph":
    case "code":
      return block.text;
  }
}
