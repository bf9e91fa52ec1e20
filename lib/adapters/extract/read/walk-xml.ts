import { Parser } from "htmlparser2";

/** Names without their prefix, which each writer chooses. */
export type XmlVisitor = {
  open(name: string, attributes: Record<string, string>): void;
  text(words: string): void;
  close(name: string): void;
};

/** Walks a piece of XML without keeping it; entities of its own are not read. `isWhole`: each element was closed. */
export function walkXml(xml: string, visitor: XmlVisitor): { isWhole: boolean } {
  let open = 0;
  let isWhole = true;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open += 1;
        visitor.open(
          local(name),
          Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value])),
        );
      },
      ontext: (words) => visitor.text(words),
      onclosetag(name, isImplied) {
        open -= 1;
        // `<w:b/>` is closed by itself; what the end of the text closes was cut off.
        if (isImplied && isEnd) isWhole = false;
        visitor.close(local(name));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  let isEnd = false;
  parser.write(xml);
  isEnd = open > 0;
  parser.end();
  return { isWhole };
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);
