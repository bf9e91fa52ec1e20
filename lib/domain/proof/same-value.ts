import type { OutcomeField } from "@/lib/contracts/live/outcomes";
import { fromLocalStamp } from "../appointments/zoned-time";
import { localMoment } from "../schedule/local-time";

const STAMP = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** When a text says when something is, in epoch ms; null: it does not. Without an offset it is on the clock of the time zone. */
export function momentOf(text: string, timeZone: string): number | null {
  const trimmed = text.trim();
  if (INSTANT.test(trimmed)) {
    const atMs = Date.parse(trimmed.replace(" ", "T"));
    return Number.isNaN(atMs) ? null : atMs;
  }
  const parts = STAMP.exec(trimmed);
  return parts ? fromLocalStamp(`${parts[1]}T${parts[2]}`, timeZone) : null;
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const CLOCK = /^\d{1,2}:\d\d(?::00)?$/;

const numberOf = (text: string): number | null => {
  const plain = text.trim().replace(/^(?:[$€£]|usd|eur|gbp)\s?|\s?(?:[$€£]|usd|eur|gbp)$/gi, "");
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
};

const PHONE = /^\+?[\d\s().-]{7,}$/;
const phoneOf = (text: string): string | null => (PHONE.test(text.trim()) ? text.replaceAll(/\D/g, "") : null);

const plainText = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();

/** Whether two values mean the same, however they are written: instants, numbers, telephone numbers, words without regard to case and spaces. */
export function isSameValue(asked: string, stored: string, timeZone: string): boolean {
  if (plainText(asked) === plainText(stored)) return true;
  const moments = [momentOf(asked, timeZone), momentOf(stored, timeZone)];
  if (moments[0] != null && moments[1] != null) return moments[0] === moments[1];
  // A date alone, or a time on the clock alone, says as much as it can.
  if (moments[1] != null) {
    const { date, time } = localMoment(moments[1], timeZone);
    if (DATE.test(asked.trim())) return date.iso === asked.trim();
    if (CLOCK.test(asked.trim())) return time === asked.trim().padStart(5, "0").slice(0, 5);
  }
  if (moments[0] != null && DATE.test(stored.trim()))
    return localMoment(moments[0], timeZone).date.iso === stored.trim();
  const numbers = [numberOf(asked), numberOf(stored)];
  if (numbers[0] != null && numbers[1] != null && !asked.trim().startsWith("+")) return numbers[0] === numbers[1];
  const phones = [phoneOf(asked), phoneOf(stored)];
  if (phones[0] != null && phones[1] != null) {
    // With and without its country.
    const [short, long] = phones[0].length < phones[1].length ? [phones[0], phones[1]] : [phones[1], phones[0]];
    return short.length >= 9 && long.length - short.length <= 3
      ? long.endsWith(short.replace(/^0/, ""))
      : long === short;
  }
  return false;
}

/** What a value read from another system is, which settles how a sentence is held against it. */
export function kindOfValue(name: string, value: string, timeZone: string): OutcomeField["kind"] {
  if (momentOf(value, timeZone) !== null) return "moment";
  if (/amount|price|total|cost|betrag|preis|precio|importe|prix|montant/i.test(name) && numberOf(value) !== null)
    return "amount";
  if (/^\+\d{7,}$/.test(value) || /^\S+@\S+\.\S+$/.test(value)) return "recipient";
  return "text";
}
