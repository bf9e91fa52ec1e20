const TWO_DIGIT_CODES = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 " +
    "93 94 95 98"
  ).split(" "),
);

/**
 * An E.164 number with the spaces people read by: `+1 415 555 0134`, `+44 20 5550 0163`. What is not a number stays as it is;
 * a withheld one is called unknown. For reading only: the stored form is E.164.
 */
export function formatPhone(number: string): string {
  if (/^(anonymous|unknown|restricted|private|unavailable|)$/i.test(number)) return "Unknown caller";
  const digits = /^\+(\d{5,15})$/.exec(number)?.[1];
  if (!digits) return number;
  if (digits.startsWith("1") && digits.length === 11) {
    return `+1 ${digits.slice(1, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  }
  const codeLength = /^[17]/.test(digits) ? 1 : TWO_DIGIT_CODES.has(digits.slice(0, 2)) ? 2 : 3;
  return `+${digits.slice(0, codeLength)} ${group(digits.slice(codeLength))}`;
}

/** Groups of four from the end; what is left over, two to five digits, leads. */
function group(rest: string): string {
  const lead = rest.length % 4 === 1 ? 5 : rest.length % 4 === 0 ? 4 : rest.length % 4;
  const groups = [rest.slice(0, lead)];
  for (let at = lead; at < rest.length; at += 4) groups.push(rest.slice(at, at + 4));
  return groups.join(" ");
}
