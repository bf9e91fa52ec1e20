import { passesLuhn } from "@/lib/domain/redaction/card-numbers";
const REDACTED = "[redacted]";

/** Names of what must never be read in a log, at any depth: `stripeSecretKey`, `SMTP_PASSWORD`, `set-cookie` … */
const SECRET_NAME =
  /pass(word|wd|phrase)|secret|api[-_]?key|private[-_]?key|auth[-_]?token|^token$|(access|refresh|session|stream|csrf)[-_]?token|authorization|cookie|credential|database[-_]?url|(redis|smtp)[-_]?url/i;

const EMAIL = /[^\s"'<>()[\]{},;:=@]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/gi;
/** With a country (+, %2B, 00), or in groups as they are written in America. Not bare digits: those are ids and times. */
const PHONE =
  /(?:\+|%2B)\(?\d(?:[\s().\-/]{0,2}\d){6,14}|\b00[1-9]\d{8,13}\b|(?<![\w.-])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\w-])/gi;
const CARD = /(?<![\w.+-])[2-6]\d{3}(?:[ -]?\d){10,15}(?![\w-])/g;
/** Keys that tell by their beginning what they are, and passwords in addresses. */
const KEY = /\b(?:sk|rk|pk|whsec|ayb)_[A-Za-z0-9_-]{8,}|\bBearer\s+[^\s"]+/gi;
const ADDRESS_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*:)[^\s@/"]+@/gi;

/**
 * A finished line of the log without phone numbers, e-mail addresses, card numbers and secrets, wherever they stand: in fields, messages,
 * errors and their stacks, bindings of child loggers. What is under a key named `pii` is left: whether that is shown is decided elsewhere.
 */
export function redactLine(line: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return redactText(line);
  }
  return `${JSON.stringify(redactValue(parsed))}\n`;
}

function redactValue(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "number") return redactNumber(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === "pii") return [name, inner];
      if (SECRET_NAME.test(name) && typeof inner !== "number" && typeof inner !== "boolean") return [name, REDACTED];
      return [redactText(name), redactValue(inner)];
    }),
  );
}

const redactNumber = (value: number): unknown => (isCard(String(value)) ? REDACTED : value);

function redactText(text: string): string {
  return text
    .replaceAll(KEY, REDACTED)
    .replaceAll(ADDRESS_PASSWORD, `$1${REDACTED}@`)
    .replaceAll(EMAIL, REDACTED)
    .replaceAll(CARD, (digits) => (isCard(digits) ? REDACTED : digits))
    .replaceAll(PHONE, REDACTED);
}

/** 14 to 19 digits that pass the check every card number does (Luhn). */
function isCard(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "");
  return /^[2-6]\d{13,18}$/.test(digits) && passesLuhn(digits);
}
