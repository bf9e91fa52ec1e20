/** What stands in place of what was taken out. */
export const TAKEN_OUT = "▇▇▇";

const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\s?\.\s?[\p{L}\p{N}-]+)+/giu;
const SPOKEN_EMAIL = /[\p{L}\p{N}._-]+ (?:at|arroba|arobase|ät) [\p{L}\p{N}-]+ (?:dot|punto|punkt|point) \p{L}{2,}/giu;
const WEB = /\b(?:https?:\/\/|www\.)\S+/gi;
/** Three digits or more, however they are grouped: numbers of telephones, orders, houses with their postcodes, cards. */
const DIGITS = /[+(]?\d(?:[\s().\-/]{0,2}\d){2,}/g;
const DIGIT_WORD =
  "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf)";
const SPOKEN_DIGITS = new RegExp(String.raw`(?<![\p{L}])${DIGIT_WORD}(?:[\s,-]+${DIGIT_WORD}){2,}(?![\p{L}])`, "giu");
const STREET =
  /\b\d{0,5}[a-z]?\s?(?:\p{Lu}[\p{L}'’-]+\s){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Way|Square|Terrace)\b\.?/gu;
const STREET_ELSEWHERE =
  /\b\p{L}*(?:straße|strasse|gasse|weg|platz|allee)\b(?:\s\d+\s?[a-z]?)?|\b(?:calle|avenida|plaza|rue|boulevard|avenue|chemin)\s(?:de\s|del\s|des\s|du\s|la\s|les\s)*\p{Lu}[\p{L}'’-]+(?:\s\d+)?/giu;
/** What comes before a name. */
const INTRODUCED =
  /(\b(?:my name is|my name's|name is|this is|i am|i'm|it's|speaking with|mr\.?|mrs\.?|ms\.?|miss|dr\.?|mi nombre es|me llamo|soy|señora?|sr\.?|sra\.?|mein name ist|ich heiße|ich bin|herr|frau|je m'appelle|je suis|au nom de|monsieur|madame|mme)\s+)((?:\p{Lu}[\p{L}'’-]+)(?:\s\p{Lu}[\p{L}'’-]+){0,2})/giu;

const COMMON = new Set(
  (
    "I I'm I'd I'll I've Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October " +
    "November December Christmas Easter English Spanish German French OK Okay Yes No AI"
  ).split(" "),
);

/**
 * A text without what tells who was on the line: e-mail and web addresses, numbers of three digits and more, also spoken ones, streets, names that
 * introduce themselves, `names` wherever they stand, and (but in German, which writes every noun so) words in capitals within a sentence that are none
 * of `known`. Takes out too much rather than too little.
 */
export function redactPersonal(text: string, { names, known, language }: Redaction): string {
  const out = TAKEN_OUT;
  let kept = text
    .replaceAll(EMAIL, out)
    .replaceAll(SPOKEN_EMAIL, out)
    .replaceAll(WEB, out)
    .replaceAll(STREET, out)
    .replaceAll(STREET_ELSEWHERE, out)
    .replaceAll(DIGITS, out)
    .replaceAll(SPOKEN_DIGITS, out)
    .replaceAll(INTRODUCED, (whole, before: string, name: string) =>
      /^\p{Lu}/u.test(name) ? `${before}${out}` : whole,
    );
  for (const name of names) {
    for (const part of name.split(/\s+/).filter((word) => word.length > 1))
      kept = kept.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped(part)}(?![\p{L}\p{N}])`, "giu"), out);
  }
  if (language.startsWith("de")) return kept;
  const spared = new Set([...COMMON, ...known.flatMap((word) => word.split(/\s+/))]);
  // Not the first word of a sentence, which anything may be.
  return kept.replaceAll(/(?<=[\p{L}\p{N},;:▇]["'’)]?\s)\p{Lu}[\p{L}'’-]+/gu, (word) =>
    spared.has(word) ? word : out,
  );
}

export type Redaction = {
  /** People's names that are known of. */
  names: readonly string[];
  /** Words that may stay: names of the business and the agent. */
  known: readonly string[];
  language: string;
};

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
