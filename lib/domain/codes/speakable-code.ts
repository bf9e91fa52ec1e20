/** Codes people say on the telephone: no 0 O 1 I, the last character checks the others (Luhn, modulo 32). */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** AYB-XXXX-XXXX-XXXX from 11 random bytes. */
export const accountIdFrom = (random: Uint8Array): string => {
  const code = withCheck(random, 11);
  return `AYB-${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
};

/** USR-XXXXXXXXXX from 9 random bytes. */
export const userCodeFrom = (random: Uint8Array): string => `USR-${withCheck(random, 9)}`;

/** True for a well-formed account id or user code whose check character fits; case does not matter. */
export function isSpeakableCode(code: string): boolean {
  const match = /^(?:AYB-(.{4})-(.{4})-(.{4})|USR-(.{10}))$/.exec(code.toUpperCase());
  if (!match) return false;
  const characters = match.slice(1).join("");
  const values = [...characters].map((character) => ALPHABET.indexOf(character));
  return !values.includes(-1) && checkValue(values.slice(0, -1)) === values.at(-1);
}

function withCheck(random: Uint8Array, length: number): string {
  if (random.length < length) throw new RangeError(`needs ${length} random bytes`);
  const values = Array.from(random.subarray(0, length), (byte) => byte % 32);
  return [...values, checkValue(values)].map((value) => ALPHABET.charAt(value)).join("");
}

function checkValue(values: readonly number[]): number {
  let sum = 0;
  for (let index = values.length - 1, double = true; index >= 0; index--, double = !double) {
    const value = (values[index] ?? 0) * (double ? 2 : 1);
    sum += Math.floor(value / 32) + (value % 32);
  }
  return (32 - (sum % 32)) % 32;
}
