import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CARD_REDACTED,
  digitsAtEnd,
  isCardNumber,
  passesLuhn,
  redactCards,
  redactCardsDeep,
  redactCardsSoFar,
} from "./card-numbers";

const CARDS = [
  "4111111111111111",
  "5555555555554444",
  "378282246310005",
  "6011111111111117",
  "3530111333300000",
  "30569309025904",
  "2223003122003222",
  "4222222222222",
  "6200000000000005",
];
const WORDS: Record<string, string[]> = {
  en: "zero one two three four five six seven eight nine".split(" "),
  es: "cero uno dos tres cuatro cinco seis siete ocho nueve".split(" "),
  de: "null eins zwei drei vier fünf sechs sieben acht neun".split(" "),
  fr: "zéro un deux trois quatre cinq six sept huit neuf".split(" "),
};
const spoken = (digits: string, language: string) =>
  [...digits].map((digit) => WORDS[language]![Number(digit)]).join(" ");

describe.each(CARDS)("%s", (card) => {
  test("is gone in one piece, in groups, and with words about it", () => {
    for (const said of [
      card,
      card.replaceAll(/(.{4})/g, "$1 "),
      card.replaceAll(/(.{4})/g, "$1-"),
      [...card].join(" "),
      [...card].join(", "),
    ])
      expect(redactCards(`My card is ${said}. Thanks`).replaceAll(/\D/g, "")).toBe("");
    expect(redactCards(`It's ${card.slice(0, 4)} and then ${card.slice(4)}`)).toBe(`It's ${CARD_REDACTED}`);
  });
  test.each(Object.keys(WORDS))("is gone as words (%s)", (language) => {
    expect(redactCards(`${spoken(card, language)}.`)).toBe(`${CARD_REDACTED}.`);
  });
});

test("is gone where digits are said in pairs, twice, or as oh", () => {
  expect(redactCards("forty one eleven eleven eleven eleven eleven eleven eleven")).toBe(CARD_REDACTED);
  expect(redactCards("four triple one double one one one triple one one one double one one")).toContain(CARD_REDACTED);
  expect(redactCards("six oh one one one one one one one one one one one one one seven")).toContain(CARD_REDACTED);
  expect(redactCards("einundvierzig elf elf elf elf elf elf elf")).toBe(CARD_REDACTED);
  expect(redactCards("quarante et un onze onze onze onze onze onze onze")).toBe(CARD_REDACTED);
  expect(redactCards("cuarenta y uno once once once once once once once")).toBe(CARD_REDACTED);
});

test("in two breaths, the second half is gone", () => {
  const first = "four one one one one one one one";
  expect(digitsAtEnd(first)).toBe("41111111");
  expect(redactCards("one one one one one one one one", digitsAtEnd(first))).toBe(CARD_REDACTED);
  expect(digitsAtEnd("41111111, that's the first half")).toBe("");
});

test("in four breaths, what is left of it is gone", () => {
  const before = ["4111", "1111", "1111"].reduce((said, text) => digitsAtEnd(text, said), "");
  expect(before).toBe("4111 1111 1111");
  expect(redactCards("1111", before)).toBe(CARD_REDACTED);
});

test("codes keyed one after the other are no card, though some digits in the middle of them would be", () => {
  const before = ["444444", "333333", "222222"].reduce((said, text) => digitsAtEnd(text, said), "");
  expect(redactCards("111111", before)).toBe("111111");
});

test.each([
  "Call me on +49 151 23456789 0",
  "My number is 415 555 0134",
  "Order 4111 1111 1111 1112",
  "One or two people, three at most",
  "It's twenty twenty six",
  "1764510000000",
  "",
])("leaves %j alone", (text) => expect(redactCards(text)).toBe(text));

test("reaches every text of a value, and leaves what has none as it is", () => {
  const value = { type: "x", n: 4, deep: [{ text: "4111 1111 1111 1111" }], id: "4111111111111111" };
  expect(redactCardsDeep(value, new Set(["id"]))).toEqual({ ...value, deep: [{ text: CARD_REDACTED }] });
  const clean = { a: ["hello"] };
  expect(redactCardsDeep(clean)).toBe(clean);
});

test("a digit changed is no card; made up numbers with a scheme and check digit all go", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("4", "51", "55", "34", "37", "6011", "35"),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 18, maxLength: 18 }),
      (prefix, rest) => {
        const length = /^3[47]/.test(prefix) ? 15 : 16;
        const body = (prefix + rest.join("")).slice(0, length - 1);
        const card = Array.from({ length: 10 }, (_, n) => body + String(n)).find(passesLuhn)!;
        expect(isCardNumber(card)).toBe(true);
        expect(redactCards(`so ${card} it is`)).toBe(`so ${CARD_REDACTED} it is`);
        expect(isCardNumber(body + String((Number(card.at(-1)) + 1) % 10))).toBe(false);
      },
    ),
  );
});

test("words that go on lose a number before it is whole, and no telephone number", () => {
  expect(redactCardsSoFar("it's 4111 1111 1111")).toBe(`it's ${CARD_REDACTED}`);
  expect(redactCardsSoFar("it's 4111 1111 111")).toBe("it's 4111 1111 111");
  expect(redactCardsSoFar("call 415 555 0134")).toBe("call 415 555 0134");
  expect(redactCardsSoFar("4111 1111 1111 and I think")).toBe("4111 1111 1111 and I think");
});
