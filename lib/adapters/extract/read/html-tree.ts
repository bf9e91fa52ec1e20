import { Parser } from "htmlparser2";

export type Element = {
  name: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
};

/** What is nested deeper stands beside what it stands in: no page is written so, and a hostile one must not end the stack. */
const MOST_DEPTH = 250;
/** What has no words, or words that are not part of the page's text. */
const SKIPPED = new Set(
  "script style noscript template svg canvas iframe object embed select datalist math audio video map textarea".split(
    " ",
  ),
);

/** A page as a tree, read as a browser would: broken markup never fails. What has no words in it is left out. */
export function htmlTree(html: string): Element {
  const root: Element = { name: "", attributes: {}, children: [] };
  const open: Element[] = [root];
  let tooDeep = 0;
  let skipped = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (skipped > 0 || SKIPPED.has(name)) skipped += 1;
        else if (open.length > MOST_DEPTH) tooDeep += 1;
        else {
          const element: Element = { name, attributes, children: [] };
          open.at(-1)?.children.push(element);
          open.push(element);
        }
      },
      ontext(text) {
        if (skipped > 0) return;
        const children = open.at(-1)?.children ?? [];
        const last = children.at(-1);
        if (typeof last === "string") children[children.length - 1] = last + text;
        else children.push(text);
      },
      onclosetag() {
        if (skipped > 0) skipped -= 1;
        else if (tooDeep > 0) tooDeep -= 1;
        else if (open.length > 1) open.pop();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return root;
}

/** All the words in it, without any care for where they stand. */
export function wordsOf(node: Element | string): string {
  return typeof node === "string"
    ? node
    : node.children.map(wordsOf).join(node.name === "a" || node.name === "span" ? "" : " ");
}

export const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The first one that fits, in the page's order. */
export function find(element: Element, fits: (element: Element) => boolean): Element | null {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const found = fits(child) ? child : find(child, fits);
    if (found) return found;
  }
  return null;
}

export function findAll(element: Element, fits: (element: Element) => boolean, found: Element[] = []): Element[] {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    if (fits(child)) found.push(child);
    findAll(child, fits, found);
  }
  return found;
}
