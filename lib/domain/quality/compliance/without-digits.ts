/** A text without the digits of longer numbers. */
export const withoutDigits = (text: string): string =>
  text.replaceAll(/\d(?:[ -]?\d){5,}/g, (digits) => digits.replaceAll(/\d/g, "•"));
