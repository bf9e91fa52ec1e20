import { z } from "zod";

/** What a document says, in its order, without what it looks like: what every reader makes of a file or a page, and what is cut into chunks. */
export const Block = z.discriminatedUnion("kind", [
  /** Level 1 is the highest. */
  z.object({ kind: z.literal("heading"), level: z.int().min(1).max(6), text: z.string() }),
  z.object({ kind: z.literal("paragraph"), text: z.string() }),
  z.object({ kind: z.literal("list"), items: z.array(z.string()) }),
  /** A cell that spans several stands in each of them. */
  z.object({ kind: z.literal("table"), header: z.array(z.string()).nullable(), rows: z.array(z.array(z.string())) }),
  z.object({ kind: z.literal("code"), text: z.string() }),
]);
export type Block = z.infer<typeof Block>;
export type TableBlock = Extract<Block, { kind: "table" }>;

export const TextLanguage = z.enum(["en", "es", "de", "fr"]);
export type TextLanguage = z.infer<typeof TextLanguage>;

export const ExtractedText = z.object({
  title: z.string().nullable(),
  blocks: z.array(Block),
  /** Of a PDF. */
  pages: z.int().optional(),
  /** What most of it is written in; null when it cannot be told. */
  language: TextLanguage.nullable(),
  /** Of a web page: where it leads, as written in it, and what it says to those who crawl it. */
  web: z
    .object({
      links: z.array(z.object({ href: z.string(), text: z.string() })),
      canonical: z.string().nullable(),
      /** Of `<meta name="robots">`, in small letters. */
      robots: z.string().nullable(),
    })
    .optional(),
});
export type ExtractedText = z.infer<typeof ExtractedText>;
