const KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);

/**
 * Twilio's Contains and PhoneNumber patterns: digits and letters (as on a telephone's keys), `*` for one digit, `%` for any number of them,
 * `+` at the start for the number's beginning, `$` at the end for its end.
 */
export function numberPattern(text: string): RegExp {
  const wanted = text.trim().replace(/[\s().-]/g, "");
  const source = [...wanted]
    .map((char, index) => {
      if (/\d/.test(char)) return char;
      if (char === "*") return "\\d";
      if (char === "%") return "\\d*";
      if (char === "+" && index === 0) return "^\\+";
      if (char === "$" && index === wanted.length - 1) return "$";
      return KEYS[char.toLowerCase()] ?? "";
    })
    .join("");
  return new RegExp(source);
}
