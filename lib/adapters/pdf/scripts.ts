/** The parts of the font, by what they are of. */
export const SCRIPTS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"] as const;
export type Script = (typeof SCRIPTS)[number];

const RANGES: readonly [number, number, Script][] = [
  [0x20, 0x7e, "latin"],
  [0xa0, 0xff, "latin"],
  [0x102, 0x103, "vietnamese"],
  [0x110, 0x111, "vietnamese"],
  [0x128, 0x129, "vietnamese"],
  [0x168, 0x169, "vietnamese"],
  [0x1a0, 0x1a1, "vietnamese"],
  [0x1af, 0x1b0, "vietnamese"],
  [0x1ea0, 0x1ef9, "vietnamese"],
  [0x100, 0x130, "latin-ext"],
  [0x132, 0x151, "latin-ext"],
  [0x154, 0x2ba, "latin-ext"],
  [0x1e00, 0x1e9f, "latin-ext"],
  [0x131, 0x131, "latin"],
  [0x152, 0x153, "latin"],
  [0x370, 0x3ff, "greek"],
  [0x400, 0x45f, "cyrillic"],
  [0x490, 0x491, "cyrillic"],
  [0x460, 0x52f, "cyrillic-ext"],
  [0x2010, 0x2027, "latin"],
  [0x2030, 0x205e, "latin"],
  [0x20ac, 0x20ac, "latin"],
  [0x2122, 0x2122, "latin"],
];

const scriptOf = (code: number): Script | null => RANGES.find(([from, to]) => code >= from && code <= to)?.[2] ?? null;

/** A text in pieces that one part of the font has each; a letter that none has becomes a box. */
export function runsOf(text: string): { script: Script; text: string }[] {
  const runs: { script: Script; text: string }[] = [];
  for (const letter of text.normalize("NFC")) {
    const space = /\s/u.test(letter) ? " " : letter;
    const known = scriptOf(space.codePointAt(0) ?? 0);
    // Spaces and signs stay with what is before them.
    const last = runs.at(-1);
    const script = known ?? "latin";
    const drawn = known ? space : "\u00a4";
    if (last && (last.script === script || (space === " " && known))) last.text += drawn;
    else runs.push({ script, text: drawn });
  }
  return runs.length > 0 ? runs : [{ script: "latin", text: " " }];
}
