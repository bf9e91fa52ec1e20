import { parsePhoneNumberFromString, type NumberType } from "libphonenumber-js/max";

/** `country`: ISO 3166-1 alpha-2. */
export type Dialable = { ok: true; e164: string; country: string } | { ok: false; problem: string };

/** What a person may type between the digits. Commas, semicolons and letters would dial on after the number. */
const TYPED = /^\+[\d\s().-]+$/;
const REFUSED: Partial<Record<NonNullable<NumberType>, string>> = {
  PREMIUM_RATE: "a premium-rate number",
  SHARED_COST: "a shared-cost number",
  PAGER: "a pager",
  UAN: "a company-wide access number with its own price",
  PERSONAL_NUMBER: "a personal number, which may cost as much as a premium-rate one",
};

/** North American exchanges that are premium rate in every area code, which the numbering plan's data does not tell. */
const NORTH_AMERICAN_PREMIUM = /^\+1\d{3}976\d{4}$/;

/**
 * The number in E.164 if it may be called, else why not. Refused are numbers that exist nowhere, emergency and other short numbers, and
 * those whose calls are paid to the called side or go by satellite: what toll fraud dials.
 */
export function dialableNumber(typed: string): Dialable {
  const text = typed.trim();
  const digits = text.replace(/\D/g, "");
  if (digits.length < 7 && digits.length > 1) {
    return { ok: false, problem: "emergency and other short numbers cannot be called" };
  }
  if (!TYPED.test(text)) return { ok: false, problem: "write it with its country, digits alone: +14155550134" };
  const number = parsePhoneNumberFromString(text);
  if (!number?.isValid())
    return { ok: false, problem: "there is no such phone number; check its country code and length" };
  // Numbers of no country: satellites (+870, +881), networks without a home (+882, +883), international premium rate (+979).
  if (number.country === undefined)
    return { ok: false, problem: "satellite and other countryless numbers cannot be called" };
  if (NORTH_AMERICAN_PREMIUM.test(number.number)) {
    return { ok: false, problem: `it is ${REFUSED.PREMIUM_RATE}, which cannot be called` };
  }
  const refused = REFUSED[number.getType() ?? "FIXED_LINE"];
  if (refused) return { ok: false, problem: `it is ${refused}, which cannot be called` };
  return { ok: true, e164: number.number, country: number.country };
}
