/** 13 to 19 digits, in groups or not. */
const DIGITS = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g;

/** Where a text has the number of a payment card: digits of a card's length whose check digit is right. */
export function cardNumbersIn(text: string): string[] {
  return (text.match(DIGITS) ?? []).filter((found) => passesLuhn(found.replaceAll(/\D/g, "")));
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += index % 2 === 1 ? doubled : digit;
  }
  return sum % 10 === 0;
}

/** A text without the digits of longer numbers. */
export const withoutDigits = (text: string): string =>
  text.replaceAll(/\d(?:[ -]?\d){5,}/g, (digits) => digits.replaceAll(/\d/g, "•"));
