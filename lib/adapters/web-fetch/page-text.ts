import { Parser } from "htmlparser2";

export type PageText = {
  title: string;
  /** A line per paragraph, heading, list item or table row, in the order of the page. */
  text: string;
  links: { href: string; text: string }[];
};

const SKIPPED = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "canvas",
  "iframe",
  "object",
  "select",
  "math",
]);
const INLINE = new Set(
  "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);
/** Side by side in a row. */
const CELLS = new Set(["td", "th"]);

/** What a page says, without what it looks like. Never throws: broken markup is read as a browser would. */
export function pageText(html: string): PageText {
  const lines: string[] = [];
  const links: PageText["links"] = [];
  const open: { name: string; hidden: boolean }[] = [];
  let line = "";
  let title = "";
  let link: { href: string; text: string } | null = null;
  const endLine = () => {
    const whole = line.replace(/\s+/g, " ").trim();
    if (whole !== "" && lines.at(-1) !== whole) lines.push(whole);
    line = "";
  };
  const isHidden = () => open.at(-1)?.hidden ?? false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const isNew = SKIPPED.has(name) || "hidden" in attributes || attributes["aria-hidden"] === "true";
        open.push({ name, hidden: isHidden() || isNew });
        if (name === "meta" && attributes["name"]?.toLowerCase() === "description") {
          line = attributes["content"] ?? "";
          endLine();
        }
        if (isHidden()) return;
        if (name === "br" || !INLINE.has(name)) {
          if (CELLS.has(name)) line += line.trim() === "" ? "" : " · ";
          else endLine();
        }
        if (name === "a" && attributes["href"]) link = { href: attributes["href"], text: "" };
        if (name === "img" && attributes["alt"]) line += ` ${attributes["alt"]} `;
      },
      ontext(text) {
        if (open.some(({ name }) => name === "title")) title += text;
        else if (!isHidden()) {
          // A menu says where things are, not what they are.
          if (!open.some(({ name }) => name === "nav")) line += text;
          if (link) link.text += text;
        }
      },
      onclosetag(name) {
        const wasHidden = isHidden();
        open.pop();
        if (wasHidden) return;
        if (name === "a" && link) {
          links.push({ href: link.href, text: link.text.replace(/\s+/g, " ").trim() });
          link = null;
        }
        if (!INLINE.has(name) && !CELLS.has(name)) endLine();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  endLine();
  return { title: title.replace(/\s+/g, " ").trim(), text: lines.join("\n"), links };
}

/** The bytes of a page as text, by the name its server or the page itself gives of how it is written; UTF-8 when there is none. */
export function decodePage(body: Buffer, charset: string | null): string {
  const named = charset ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(body.subarray(0, 2048).toString("latin1"))?.[1];
  try {
    return new TextDecoder(named ?? "utf-8").decode(body);
  } catch {
    return new TextDecoder("utf-8").decode(body);
  }
}
