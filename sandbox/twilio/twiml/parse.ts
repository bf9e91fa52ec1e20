/** An element of a TwiML document. `text` is the whole text content, entities resolved, trimmed. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
  readonly text: string;
}

/** A document that Twilio cannot run; `code` is Twilio's error code. */
export class TwimlError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: TwimlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/\s*([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const MAX_DOCUMENT_BYTES = 64 * 1024;

/**
 * Parses a TwiML document and returns its `<Response>`.
 * @throws {TwimlError} 11750 when it is longer than 64 KB, 12100 when it is not well-formed XML or not a Response.
 */
export function parseTwiml(document: string): TwimlElement {
  if (Buffer.byteLength(document) > MAX_DOCUMENT_BYTES) {
    throw new TwimlError(11750, "TwiML response body too large: at most 64 KB are allowed");
  }
  const root: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const open: OpenElement[] = [root];
  const text = document.replace(/^\uFEFF/, "").trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    const current = open[open.length - 1] ?? root;
    if (match === null) throw new TwimlError(12100, `Document parse failure at character ${at}`);
    const [, cdata, closing, opening, attributeText, selfClosing, characters] = match;
    if (cdata !== undefined) current.text += cdata;
    else if (characters !== undefined) {
      if (current === root && characters.trim() !== "")
        throw new TwimlError(12100, "Document parse failure: text outside the document");
      current.text += resolveEntities(characters);
    } else if (closing !== undefined) {
      if (current === root || current.name !== closing) {
        throw new TwimlError(12100, `Document parse failure: </${closing}> does not close <${current.name}>`);
      }
      open.pop();
      (open[open.length - 1] ?? root).children.push({ ...current, text: current.text.trim() });
    } else if (opening !== undefined) {
      const element: OpenElement = {
        name: opening,
        attributes: parseAttributes(attributeText ?? ""),
        children: [],
        text: "",
      };
      if (selfClosing === "/") current.children.push(element);
      else open.push(element);
    }
  }
  if (open.length > 1)
    throw new TwimlError(12100, `Document parse failure: <${open[open.length - 1]?.name ?? ""}> is not closed`);
  const response = root.children[0];
  if (response === undefined) throw new TwimlError(12100, "Document parse failure: the document is empty");
  if (root.children.length > 1 || response.name !== "Response") {
    throw new TwimlError(12100, `Document parse failure: the root element must be <Response>, not <${response.name}>`);
  }
  return response;
}

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    if (name !== undefined) attributes[name] = resolveEntities(double ?? single ?? "");
  }
  return attributes;
}

function resolveEntities(text: string): string {
  return text.replace(/&(?:(#x[0-9a-f]+|#\d+|\w+);)?/gi, (whole, entity: string | undefined) => {
    if (entity === undefined) throw new TwimlError(12100, 'Document parse failure: bare "&" (write &amp;)');
    if (/^#x/i.test(entity)) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16));
    if (entity.startsWith("#")) return String.fromCodePoint(Number.parseInt(entity.slice(1), 10));
    const resolved = ENTITIES[entity];
    if (resolved === undefined) throw new TwimlError(12100, `Document parse failure: unknown entity ${whole}`);
    return resolved;
  });
}
