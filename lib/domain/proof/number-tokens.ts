/** Languages in which what is said can be held against what stands. */
export type ProofLanguage = "en" | "es" | "de" | "fr";

const EN_UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty"];
const EN_ORDINALS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(
    " ",
  );
const DE_UNITS =
  "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(
    " ",
  );
const DE_TENS = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig"];
const ES_UNITS =
  "cero una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split(
    " ",
  );
const ES_TENS = ["", "", "", "treinta", "cuarenta", "cincuenta"];
const FR_UNITS =
  "zéro une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  );
const FR_TENS = ["", "", "vingt", "trente", "quarante", "cinquante"];

const upTo59 = (name: (value: number) => string[]): Map<string, string> =>
  new Map(
    Array.from({ length: 60 }, (_, value) => name(value).map((word): [string, string] => [word, String(value)])).flat(),
  );

function english(value: number): string[] {
  const [ten = "", unit] = [EN_TENS[Math.floor(value / 10)], value % 10];
  if (value < 20) return [EN_UNITS[value] ?? ""];
  return unit === 0 ? [ten] : [`${ten}-${EN_UNITS[unit]}`, `${ten} ${EN_UNITS[unit]}`];
}

function englishOrdinal(value: number): string[] {
  const [ten = "", unit] = [EN_TENS[Math.floor(value / 10)], value % 10];
  if (value < 20) return [EN_ORDINALS[value] ?? ""];
  return unit === 0 ? [ten.replace(/y$/, "ieth")] : [`${ten}-${EN_ORDINALS[unit]}`, `${ten} ${EN_ORDINALS[unit]}`];
}

function german(value: number): string[] {
  const [ten = "", unit] = [DE_TENS[Math.floor(value / 10)], value % 10];
  if (value < 20) return value === 1 ? ["eins", "ein"] : [DE_UNITS[value] ?? ""];
  return unit === 0 ? [ten] : [`${unit === 1 ? "ein" : DE_UNITS[unit]}und${ten}`];
}

function germanOrdinal(value: number): string[] {
  const special: Record<number, string> = { 1: "ersten", 3: "dritten", 7: "siebten", 8: "achten" };
  return [special[value] ?? `${german(value)[0]}${value < 20 ? "ten" : "sten"}`];
}

function spanish(value: number): string[] {
  if (value < 30) return [ES_UNITS[value] ?? ""];
  const [ten = "", unit] = [ES_TENS[Math.floor(value / 10)], value % 10];
  return unit === 0 ? [ten] : [`${ten} y ${unit === 1 ? "uno" : ES_UNITS[unit]}`];
}

function french(value: number): string[] {
  if (value < 20) return [FR_UNITS[value] ?? ""];
  const [ten = "", unit] = [FR_TENS[Math.floor(value / 10)], value % 10];
  return unit === 0 ? [ten] : unit === 1 ? [`${ten} et un`, `${ten} et une`] : [`${ten}-${FR_UNITS[unit]}`];
}

const CARDINALS: Record<ProofLanguage, Map<string, string>> = {
  en: upTo59(english),
  de: upTo59(german),
  es: upTo59(spanish),
  fr: upTo59(french),
};
const ORDINALS: Partial<Record<ProofLanguage, Map<string, string>>> = {
  en: upTo59(englishOrdinal),
  de: upTo59(germanOrdinal),
};

const anyOf = (words: Iterable<string>): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])(?:${[...words].sort((a, b) => b.length - a.length).join("|")})(?![\\p{L}\\d])`, "gu");
const PATTERNS = Object.fromEntries(
  (Object.keys(CARDINALS) as ProofLanguage[]).map((language) => [
    language,
    {
      cardinal: anyOf(CARDINALS[language].keys()),
      ordinal: ORDINALS[language] ? anyOf(ORDINALS[language].keys()) : null,
    },
  ]),
) as Record<ProofLanguage, { cardinal: RegExp; ordinal: RegExp | null }>;

/** A sentence in small letters, its numbers below sixty as digits and its ordinals as "#3". */
export function withNumbersAsDigits(sentence: string, language: ProofLanguage): string {
  const { cardinal, ordinal } = PATTERNS[language];
  let text = sentence.toLowerCase().replaceAll(/[’‘]/g, "'");
  if (ordinal) text = text.replaceAll(ordinal, (word) => `#${ORDINALS[language]?.get(word)}`);
  text = text.replaceAll(cardinal, (word) => CARDINALS[language].get(word) ?? word);
  if (language === "en")
    text = text.replaceAll(/(?<![#\d])(\d{1,2})(?:st|nd|rd|th)\b/g, "#$1").replaceAll(/\boh (\d)\b/g, "0$1");
  if (language === "de") text = text.replaceAll(/(?<![#\d])(\d{1,2})\.(?= ?\p{L})/gu, "#$1");
  if (language === "fr") text = text.replaceAll(/\b1er\b/g, "1");
  return text;
}
