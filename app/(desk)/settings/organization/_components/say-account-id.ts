/** The spelling words of the telephone (ICAO) and how digits are said. */
const WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra " +
      "Tango Uniform Victor Whiskey X-ray Yankee Zulu"
    )
      .split(" ")
      .map((word) => [word.charAt(0), word]),
  ),
  ...Object.fromEntries(
    "zero one two three four five six seven eight nine".split(" ").map((word, digit) => [digit, word]),
  ),
};

/** `AYB-K3M7-…` as one says it: `A Y B, Kilo three Mike seven, …`. The first group is the same for all, and said as letters. */
export function sayAccountId(accountId: string): string {
  const [prefix = "", ...groups] = accountId.toUpperCase().split("-");
  const said = groups.map((group) => [...group].map((character) => WORDS[character] ?? character).join(" "));
  return [[...prefix].join(" "), ...said].join(", ");
}
