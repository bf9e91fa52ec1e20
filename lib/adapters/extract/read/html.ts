import type { Block, ExtractedText } from "@/lib/contracts/knowledge-blocks";
import { isFurniture, isHidden, isOpener, mainPart, saysContact } from "./html-furniture";
import { isPrice } from "@/lib/domain/knowledge/clean";
import { tableBlocks } from "./html-table";
import { type Element, find, findAll, htmlTree, squeeze, wordsOf } from "./html-tree";

const INLINE = new Set(
  "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr img br meter output picture source input".split(
    " ",
  ),
);
const MOST_LINKS = 2_000;

/** What a page says: its main part without menus, notices and what is hidden, with what its foot says of where and when. */
export function readHtml(html: string): Pick<ExtractedText, "title" | "blocks" | "web"> {
  const tree = htmlTree(html);
  const body = find(tree, ({ name }) => name === "body") ?? tree;
  const { part, isMarked } = mainPart(body);
  const blocks = new BlockWriter(isMarked).write(part);
  const foot = findAll(
    body,
    ({ name, attributes }) => name === "footer" || name === "address" || attributes["role"] === "contentinfo",
  );
  const heading = blocks.find((block) => block.kind === "heading");
  const named = metaOf(tree, "og:title") ?? squeeze(wordsOf(find(tree, ({ name }) => name === "title") ?? ""));
  blocks.push(...footBlocks(foot, blocks, metaOf(tree, "og:site_name") ?? siteName(named)));
  return { title: named || heading?.text || null, blocks, web: webOf(tree) };
}

/** Below a heading of their own: the last one of the page's main part says nothing of them. */
function footBlocks(foot: readonly Element[], known: readonly Block[], site: string): Block[] {
  const seen = new Set(
    known.flatMap((block) => ("text" in block ? [block.text] : block.kind === "list" ? block.items : [])),
  );
  const blocks: Block[] = [];
  for (const element of foot) {
    let heading = site;
    for (const block of new BlockWriter(true).write(element)) {
      if (block.kind === "heading") {
        heading = block.text;
        continue;
      }
      for (const line of linesOf(block)) {
        if (seen.has(line) || !saysContact(line)) continue;
        seen.add(line);
        if (heading !== "") blocks.push({ kind: "heading", level: 1, text: heading });
        heading = "";
        blocks.push({ kind: "paragraph", text: line });
      }
    }
  }
  return blocks;
}

function linesOf(block: Block): string[] {
  if (block.kind === "table") return block.rows.map((row) => row.filter((cell) => cell !== "").join(": "));
  return block.kind === "list" ? block.items : [block.text];
}

/** "Prices – Glow Spa" is a page of Glow Spa. */
const siteName = (title: string): string =>
  title
    .split(/\s[|–—·-]\s/)
    .at(-1)
    ?.trim() ?? "";

function webOf(tree: Element): NonNullable<ExtractedText["web"]> {
  const anchors = findAll(tree, ({ name, attributes }) => name === "a" && Boolean(attributes["href"]));
  const links = anchors.slice(0, MOST_LINKS).map((anchor) => ({
    href: (anchor.attributes["href"] ?? "").slice(0, 2_000),
    text: squeeze(wordsOf(anchor)).slice(0, 200),
  }));
  const canonical = find(
    tree,
    ({ name, attributes }) => name === "link" && attributes["rel"]?.toLowerCase() === "canonical",
  );
  return {
    links,
    canonical: canonical?.attributes["href"]?.slice(0, 2_000) ?? null,
    robots: metaOf(tree, "robots")?.toLowerCase() ?? null,
  };
}

function metaOf(tree: Element, named: string): string | null {
  const meta = find(tree, ({ name, attributes }) => {
    const given = attributes["name"] ?? attributes["property"];
    return name === "meta" && given?.toLowerCase() === named;
  });
  return squeeze(meta?.attributes["content"] ?? "") || null;
}

/** Walks a part of a page and writes down its blocks, words that stand side by side into one. */
class BlockWriter {
  readonly #blocks: Block[] = [];
  #line = "";
  /** Of the last heading. */
  #level = 1;

  constructor(readonly inMain: boolean) {}

  write(element: Element): Block[] {
    this.#children(element, this.inMain);
    this.#endLine();
    return this.#blocks;
  }

  #visit(node: Element | string, inMain: boolean): void {
    if (typeof node === "string") {
      this.#add(node);
      return;
    }
    const { name, attributes } = node;
    if (isHidden(node) || isFurniture(node, inMain)) return;
    // What opens the part below it is its heading; other buttons do something that nobody can do here.
    if (name === "button" || attributes["role"] === "button") {
      this.#endLine();
      if (isOpener(node)) this.#heading(node, Math.min(this.#level + 1, 6), true);
      return;
    }
    const isMain = inMain || name === "main" || name === "article";
    if (name === "br") this.#line += "\n";
    else if (INLINE.has(name)) this.#inline(node, isMain);
    else {
      this.#endLine();
      this.#block(node, isMain);
      this.#endLine();
    }
  }

  #inline(node: Element, inMain: boolean): void {
    // Parts of a row that only their style puts apart.
    if (/\p{L}$/u.test(this.#line) && /^[$€£\d]/.test(wordsOf(node))) this.#line += " ";
    this.#children(node, inMain);
  }

  #children(node: Element, inMain: boolean): void {
    let before: Element | string = "";
    for (const child of node.children) {
      // Parts of a row that only their style puts apart.
      if (isSpan(before) && isSpan(child) && /\S$/.test(this.#line)) this.#line += " ";
      this.#visit(child, inMain);
      before = child;
    }
  }

  #block(node: Element, inMain: boolean): void {
    const { name } = node;
    if (/^h[1-6]$/.test(name)) this.#heading(node, Number(name[1]));
    else if (name === "summary" || name === "legend") this.#heading(node, Math.min(this.#level + 1, 6), true);
    else if (name === "pre") this.#push({ kind: "code", text: wordsOf(node).replace(/^\n+|\s+$/g, "") });
    else if (name === "ul" || name === "ol" || name === "menu") this.#list(node, inMain);
    else if (name === "dl") this.#definitions(node);
    else if (name === "table") this.#table(node, inMain);
    else {
      const priced = pricedItem(node, inMain);
      if (priced) this.#push(priced);
      else this.#children(node, inMain);
    }
  }

  #heading(node: Element, level: number, isBelow = false): void {
    const text = squeeze(wordsOf(node));
    if (text === "") return;
    if (!isBelow) this.#level = level;
    this.#push({ kind: "heading", level, text });
  }

  /** A list of which items hold headings, tables or several paragraphs is how the page lays out its parts. */
  #list(node: Element, inMain: boolean): void {
    const items = node.children.filter((child): child is Element => typeof child !== "string" && !isHidden(child));
    if (!inMain && items.length > 2 && items.every(isOnlyLink)) return;
    const parts = items.map((item) => ({ item, blocks: new BlockWriter(true).write(item) }));
    const isLayout = parts.some(
      ({ blocks }) =>
        blocks.length > 3 || blocks.some(({ kind }) => kind === "heading" || kind === "table" || kind === "code"),
    );
    if (isLayout) {
      for (const { blocks } of parts) for (const block of blocks) this.#push(block);
      return;
    }
    const said = parts.flatMap(({ blocks }) => itemsOf(blocks));
    if (said.length > 0) this.#push({ kind: "list", items: said });
  }

  /** A term and what is said of it belong together. */
  #definitions(node: Element): void {
    const items: string[] = [];
    let term = "";
    for (const { name, ...rest } of findAll(node, ({ name: tag }) => tag === "dt" || tag === "dd")) {
      const words = squeeze(wordsOf({ name, ...rest }));
      if (words === "") continue;
      if (name === "dt") {
        if (term !== "") items.push(term);
        term = words;
      } else {
        items.push(term === "" ? words : `${term.replace(/:$/, "")}: ${words}`);
        term = "";
      }
    }
    if (term !== "") items.push(term);
    if (items.length > 0) this.#push({ kind: "list", items });
  }

  #table(node: Element, inMain: boolean): void {
    const blocks = tableBlocks(node);
    if (blocks) for (const block of blocks) this.#push(block);
    else this.#children(node, inMain);
  }

  #add(text: string): void {
    this.#line += text.replace(/\s+/g, " ");
  }

  #endLine(): void {
    const text = this.#line
      .replace(/[^\S\n]+/g, " ")
      .replace(/ *\n */g, "\n")
      .replace(/\n{2,}/g, "\n")
      .trim();
    this.#line = "";
    if (text !== "") this.#push({ kind: "paragraph", text });
  }

  #push(block: Block): void {
    this.#blocks.push(block);
  }
}

const isSpan = (node: Element | string): boolean => typeof node !== "string" && node.name === "span";

const MOST_PRICED_CHARACTERS = 220;

/** A name, what is said of it and its price, each in a box of its own, are one line of a price list. */
function pricedItem(node: Element, inMain: boolean): Block | null {
  if (node.children.length < 2 || !isShort(node, MOST_PRICED_CHARACTERS)) return null;
  const parts = new BlockWriter(inMain).write({ ...node, name: "", children: node.children });
  const said = parts.flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));
  const prices = said.filter(isPrice);
  if (said.length !== parts.length || said.length < 3 || said.length > 4 || prices.length !== 1) return null;
  return { kind: "paragraph", text: `${said.filter((text) => !isPrice(text)).join(", ")}: ${prices[0]}` };
}

function isShort(node: Element | string, most: number): boolean {
  let left = most;
  const take = (each: Element | string): boolean => {
    if (typeof each !== "string") return each.children.every(take);
    left -= each.trim().length;
    return left >= 0;
  };
  return take(node);
}

const isOnlyLink = (item: Element): boolean => {
  const linked = findAll(item, ({ name }) => name === "a").map((link) => squeeze(wordsOf(link)).length);
  const all = squeeze(wordsOf(item)).length;
  return linked.length > 0 && all < 60 && linked.reduce((sum, length) => sum + length, 0) >= all * 0.9;
};

/** An item with a list of its own below is said with each of that list's items. */
function itemsOf(blocks: readonly Block[]): string[] {
  const own = blocks
    .flatMap((block) => (block.kind === "paragraph" ? [block.text.replaceAll("\n", " ")] : []))
    .join(" ");
  const below = blocks.flatMap((block) => (block.kind === "list" ? block.items : []));
  if (below.length === 0) return own === "" ? [] : [own];
  return own === "" ? below : below.map((item) => `${own.replace(/:$/, "")}: ${item}`);
}
