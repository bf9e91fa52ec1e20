const UNITS = new Map<string, number>(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    .split(" ")
    .map((word, value): [string, number] => [word, value]),
);
const TENS = new Map<string, number>(
  "twenty thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, at): [string, number] => [word, (at + 2) * 10]),
);
const SCALES = new Map([
  ["hundred", 100],
  ["thousand", 1_000],
  ["million", 1_000_000],
]);

export const isNumberWord = (word: string): boolean => UNITS.has(word) || TENS.has(word) || SCALES.has(word);

/** A small word beside a noun ("one visit", "two of us") counts nothing that could be checked. */
const LEAST_WORD_VALUE = 10;

/**
 * The numbers in a text, in digits or in English words, as they are compared: "$1,290" and "twelve hundred ninety dollars" are both "1290".
 * Numbers in words below ten are left out.
 */
export function spokenNumbers(text: string): string[] {
  const found: string[] = [];
  for (const [digits] of text.matchAll(/\d+(?:[.,]\d+)*/g)) found.push(plain(digits));
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  let total = 0;
  let part = 0;
  let open = false;
  const close = () => {
    const value = total + part;
    if (open && value >= LEAST_WORD_VALUE) found.push(String(value));
    total = 0;
    part = 0;
    open = false;
  };
  for (const word of words) {
    const value = UNITS.get(word) ?? TENS.get(word);
    const scale = SCALES.get(word);
    if (value !== undefined) {
      // "Nine thirty" is two numbers, "thirty nine" one.
      if (open && part % 100 !== 0 && !(part % 10 === 0 && part % 100 >= 20 && value < 10)) close();
      part += value;
      open = true;
    } else if (scale === 100 && open) part = (part || 1) * 100;
    else if (scale !== undefined && open) {
      total += (part || 1) * scale;
      part = 0;
    } else if (word !== "and" || !open) close();
  }
  close();
  return found;
}

/** "1,290.00" and "1290" are the same; a comma before three digits parts thousands. */
function plain(digits: string): string {
  const whole = digits.replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", ".");
  return String(Number(whole));
}
