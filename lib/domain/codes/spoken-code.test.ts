import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountIdFrom } from "./speakable-code";
import { readAccountId, readDigits } from "./spoken-code";
import type { SpokenLanguage } from "./spoken-words";

const LETTERS: Record<SpokenLanguage, string> = {
  en: "ay bee see dee ee eff gee aitch eye jay kay el em en oh pea queue are ess tea you vee double-u ex why zee",
  de: "a be ce de e ef ge ha i jot ka el em en o pe ku er es te u vau we ix ypsilon zett",
  fr: "a bé cé dé e effe gé hache i ji ka elle emme enne o pé ku erre esse té u vé double-vé ixe i-grec zède",
  es: "a be ce de e efe ge hache i jota ka ele eme ene o pe cu erre ese te u uve uve-doble equis i-griega zeta",
};
const DIGITS: Record<SpokenLanguage, string> = {
  en: "zero one two three four five six seven eight nine",
  de: "null eins zwei drei vier fünf sechs sieben acht neun",
  fr: "zéro un deux trois quatre cinq six sept huit neuf",
  es: "cero uno dos tres cuatro cinco seis siete ocho nueve",
};
const DASH: Record<SpokenLanguage, string> = { en: "dash", de: "Strich", fr: "tiret", es: "guion" };
const NATO =
  "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu".split(
    " ",
  );
const LANGUAGES = ["en", "de", "fr", "es"] as const;

const letterIndex = (character: string) => character.charCodeAt(0) - 65;
const digitWord = (language: SpokenLanguage, digit: string) => DIGITS[language].split(" ")[Number(digit)] ?? "";

function namesOf(language: SpokenLanguage) {
  const letters = LETTERS[language].split(" ").map((name) => name.replace("-", " "));
  return (character: string) =>
    character === "-"
      ? DASH[language]
      : /\d/.test(character)
        ? digitWord(language, character)
        : (letters[letterIndex(character)] ?? "");
}

const nato = (character: string) =>
  character === "-"
    ? "hyphen"
    : /\d/.test(character)
      ? digitWord("en", character)
      : (NATO[letterIndex(character)] ?? "");
const spell = (id: string, name: (character: string) => string, between = " ") => [...id].map(name).join(between);

/** "44" as "double four", "777" as "triple seven". */
const withDoubles = (id: string) =>
  id
    .replaceAll("-", "")
    .replaceAll(/(.)\1{2}|(.)\2/g, (run) => ` ${run.length === 3 ? "triple" : "double"} ${nato(run.charAt(0))} `)
    .replaceAll(/(?<=^|\s)[A-Z0-9]+(?=\s|$)/g, (rest) => spell(rest, nato));

const WAYS: Record<string, (id: string) => { said: string; language?: SpokenLanguage }> = {
  "as it is written": (id) => ({ said: id }),
  "in small letters": (id) => ({ said: id.toLowerCase() }),
  "run together": (id) => ({ said: id.replaceAll("-", "") }),
  "in groups": (id) => ({ said: id.replaceAll("-", " ") }),
  "character by character": (id) => ({ said: spell(id, (character) => character) }),
  "with points and commas": (id) => ({ said: `${spell(id.replaceAll("-", ""), (character) => character, ". ")}.` }),
  "by the spelling alphabet": (id) => ({ said: spell(id, nato) }),
  "without dashes": (id) => ({ said: spell(id.replaceAll("-", ""), nato) }),
  "with examples": (id) => ({
    said: spell(id, (character) =>
      /[A-Z]/.test(character) ? `${character} as in ${nato(character)}` : nato(character),
    ),
  }),
  "in a sentence": (id) => ({ said: `Yes, um, my account ID is ${spell(id, namesOf("en"))}, please.` }),
  "with double and triple": (id) => ({ said: withDoubles(id) }),
  "without its beginning": (id) => ({ said: spell(id.slice(4), (character) => character) }),
  ...Object.fromEntries(
    LANGUAGES.flatMap((language) => [
      [`by letter names in ${language}`, (id: string) => ({ said: spell(id, namesOf(language)), language })],
    ]),
  ),
};

describe("a said account id", () => {
  it.each(Object.keys(WAYS))("comes back %s", (way) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 11, maxLength: 11 }), (random) => {
        const accountId = accountIdFrom(random);
        const { said, language } = WAYS[way]!(accountId);
        expect(readAccountId(said, language), said).toEqual({ kind: "id", accountId });
      }),
      { numRuns: 150 },
    );
  });

  const ID = accountIdFrom(new Uint8Array([9, 25, 10, 29, 3, 26, 28, 20, 27, 16, 5]));

  it("is heard by the words that recognisers make of it", () => {
    const names = spell(ID.slice(4), namesOf("en"));
    for (const said of [`ay why bee dash ${names}`, `A Y B minus ${names}`, `It's a why be hyphen ${names}`]) {
      expect(readAccountId(said), said).toEqual({ kind: "id", accountId: ID });
    }
    const german = [...ID].map((c) => (/[A-Z]/.test(c) ? `${c} wie ${nato(c)}` : namesOf("de")(c))).join(", ");
    expect(readAccountId(`Meine Kontonummer ist ${german}`, "de")).toEqual({ kind: "id", accountId: ID });
  });

  it("that does not fit says which groups to ask for again: the ones that rhyme, not the ones that were spelled out", () => {
    const body = ID.slice(4).replaceAll("-", "");
    const wrong = body.charAt(5) === "B" ? "D" : "B";
    const said = [...body].map((character, place) => (place === 5 ? wrong : nato(character))).join(" ");
    expect(readAccountId(`A Y B ${said}`)).toMatchObject({ kind: "unclear", inDoubt: [5], groups: [2] });
    const short = `${body.slice(0, 4)}-${body.slice(4, 7)}-${body.slice(8)}`;
    expect(readAccountId(`AYB-${short}`)).toMatchObject({ kind: "unclear", groups: [2] });
    const zero = `${body.slice(0, 8)}0${body.slice(9)}`;
    const result = readAccountId(zero);
    expect(result.kind === "unclear" && result.inDoubt.includes(8)).toBe(true);
  });

  it("is none in words that are none, of any length", () => {
    expect(readAccountId("").kind).toBe("unclear");
    expect(readAccountId("I forgot it, can you look it up by my name?").kind).toBe("unclear");
    expect(readAccountId("a ".repeat(5000)).kind).toBe("unclear");
    fc.assert(fc.property(fc.string(), (said) => void readAccountId(said)));
  });
});

describe("a said code", () => {
  it.each<[string, string, SpokenLanguage]>([
    ["four two zero oh one seven", "420017", "en"],
    ["forty two, double zero, one seven", "420017", "en"],
    ["It's forty-two hundred", "42", "en"],
    ["triple one two two nine", "111229", "en"],
    ["(The caller pressed 420017 on the keypad.)", "420017", "en"],
    ["The code they sent to me is 420 017.", "420017", "en"],
    ["for too oh oh won seven", "420017", "en"],
    ["zweiundvierzig null null siebzehn", "420017", "de"],
    ["zwo vier null null eins sieben", "240017", "de"],
    ["quarante-deux zéro zéro dix-sept", "420017", "fr"],
    ["quatre-vingt-douze soixante et onze zéro un", "927101", "fr"],
    ["cuarenta y dos cero cero diecisiete", "420017", "es"],
    ["veintidós treinta y uno cero cinco", "223105", "es"],
  ])("%s", (said, code, language) => {
    expect(readDigits(said, 6, language)).toBe(code);
  });

  it("comes back however its digits are grouped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(...LANGUAGES), (number, language) => {
        const code = String(number).padStart(6, "0");
        expect(readDigits([...code].map((digit) => digitWord(language, digit)).join(" "), 6, language)).toBe(code);
        expect(readDigits(`${code.slice(0, 3)} ${code.slice(3)}`, 6, language)).toBe(code);
      }),
    );
  });
});
