import { CallFact } from "@/lib/contracts/after-call";

/** Fixed words with pieces of a call within them: {caller_number}, {field.make}. Anything else in braces is fixed words too. */

export type Piece = { kind: "words"; text: string } | { kind: "fact"; fact: CallFact } | { kind: "field"; key: string };

const PIECE = /\{(?:field\.([a-z][a-z0-9_]*)|([a-z_]+))\}/g;

/** A template in its pieces, in order. */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of template.matchAll(PIECE)) {
    const [whole, key, name] = match;
    const fact = CallFact.safeParse(name).data;
    if (key === undefined && fact === undefined) continue;
    if (match.index > from) pieces.push({ kind: "words", text: template.slice(from, match.index) });
    pieces.push(key === undefined ? { kind: "fact", fact: fact! } : { kind: "field", key });
    from = match.index + whole.length;
  }
  if (from < template.length) pieces.push({ kind: "words", text: template.slice(from) });
  return pieces;
}

/** Names in braces that look like pieces and are none: most likely mistyped. */
export function unknownPieces(template: string, fields: ReadonlySet<string>): string[] {
  return [...template.matchAll(PIECE)].flatMap(([whole, key, name]) =>
    (key === undefined ? CallFact.safeParse(name).success : fields.has(key)) ? [] : [whole],
  );
}
