import { countWords, hasCommonWord } from "./words";

/** Names, numbers and dates as people say them, found in what a caller said. */

const NAME_LEAD = `(?:${[
  "my (?:full )?name(?:[’']s| is)|the name(?:[’']s| is)|name[’']s",
  "this is|here is|it[’']?s|it is|i[’']?m|i am|call me|speaking with",
].join("|")})`;
// What follows "I'm" or "this is" and is no name.
const NOT_A_NAME = new RegExp(
  `^(?:${[
    "a|an|the|no|yes|ok|back|later|when|if|as|this|that|it|all|set|my|your|our|not|just|very|so|really|also|still|here|in|on|at|about|for|from|regarding",
    "calling|looking|trying|interested|going|wondering|hoping|afraid|sorry|fine|good|great|done|sure|okay|ok|urgent",
  ].join("|")})$`,
  "i",
);
const NAME_SUFFIX = /^(?:and|but|calling|from|with|my|i|please|speaking|thanks?|thank|bye|goodbye|actually|again)$/i;

/** A person's name from "my name is …", "this is …", "I'm …". */
export function findName(text: string): string | undefined {
  const pattern = new RegExp(
    String.raw`\b${NAME_LEAD}\s+((?:[\p{L}][\p{L}'’-]*)(?:\s+[\p{L}][\p{L}'’-]*){0,3})`,
    "giu",
  );
  // "My name is" says it plainest; "I'm" is as often followed by something else.
  const matches = [...text.matchAll(pattern)].sort((a, b) => Number(/name/i.test(b[0])) - Number(/name/i.test(a[0])));
  for (const match of matches) {
    const words = match[1] ?? "";
    // "I'm allergic" is no name; "I'm Anna" is.
    const isNamed = /name|call me/i.test(match[0]) || /^\p{Lu}/u.test(words);
    const name = isNamed ? keepName(words) : undefined;
    if (name && !isDay(name)) return name;
  }
  return undefined;
}

/** A name given as the whole answer to "what is your name?". */
export function readNameAnswer(text: string): string | undefined {
  const lead = new RegExp(
    String.raw`^(?:(?:yes|yeah|sure|okay|ok|um+|uh+|of course|well|hi|hello)[,.\s]+)*(?:${NAME_LEAD}\s+)?`,
    "iu",
  );
  const rest = text.replace(lead, "");
  const first = rest.split(/[,.;!?]|\s+(?:and|my|from|with|but)\s+/i)[0] ?? "";
  const name = keepName(first);
  if (new RegExp(String.raw`\b(?:${DIGIT_WORDS})\b|\d`, "i").test(first.replace(/^o\b/i, ""))) return undefined;
  if (name === undefined || isDay(name) || countWords(first) > 4) return undefined;
  // "Why would you want it" has the shape of a name, but not its words.
  return first.split(/\s+/).every((word) => !hasCommonWord(word) || /^\p{Lu}/u.test(word)) ? name : undefined;
}

function isDay(name: string): boolean {
  return findDay(name) !== undefined;
}

function keepName(words: string): string | undefined {
  const kept: string[] = [];
  for (const word of words.trim().split(/\s+/)) {
    if (NOT_A_NAME.test(word) || NAME_SUFFIX.test(word)) break;
    if (new RegExp(`^(?:${DIGIT_WORDS})$`, "i").test(word)) break;
    if (!/^\p{L}[\p{L}'’-]*$/u.test(word)) break;
    kept.push(word.charAt(0).toUpperCase() + word.slice(1));
  }
  return kept.length > 0 && kept.length <= 4 ? kept.join(" ") : undefined;
}

const SPOKEN_DIGITS: Readonly<Record<string, string>> = {
  zero: "0",
  oh: "0",
  o: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
};

const DIGIT_WORDS = "zero|oh|o|one|two|three|four|five|six|seven|eight|nine";

/** "five five five, double two" → "55522"; other words stay. */
function writeSpokenDigits(text: string): string {
  const run = new RegExp(String.raw`\b(?:(?:plus|double|triple|${DIGIT_WORDS})[\s,.-]+)*(?:${DIGIT_WORDS})\b`, "gi");
  return text.replace(run, (spoken) => {
    const words = spoken.toLowerCase().match(/[a-z]+/g) ?? [];
    if (words.length < 3) return spoken;
    let written = "";
    let times = 1;
    for (const word of words) {
      if (word === "plus") written += "+";
      else if (word === "double" || word === "triple") times = word === "double" ? 2 : 3;
      else {
        written += (SPOKEN_DIGITS[word] ?? "").repeat(times);
        times = 1;
      }
    }
    return written;
  });
}

/** A telephone number of at least `minDigits` digits, as digits with a leading + where one was said. */
export function findPhone(text: string, minDigits = 7): string | undefined {
  const written = writeSpokenDigits(text);
  for (const match of written.matchAll(/\+?\d[\d\s().,-]*\d/g)) {
    const number = match[0].replace(/[^\d+]/g, "");
    if (number.replace("+", "").length >= minDigits && number.length <= 16) return number;
  }
  return undefined;
}

/** A known number with the digits at its end put right: "it ends in 0135". */
export function correctEnding(known: string, text: string): string | undefined {
  const said = /\b(?:ends?|ending|last)\b.*?([\d][\d\s-]*)/i.exec(writeSpokenDigits(text))?.[1]?.replace(/\D/g, "");
  return said && said.length < known.length ? known.slice(0, -said.length) + said : undefined;
}

/** A number digit by digit, in the groups people say: "4 1 5, 5 5 5, 0 1 3 4". */
export function sayNumber(number: string): string {
  let digits = number.replace(/\D/g, "");
  const groups: string[] = [];
  if (number.startsWith("+1") && digits.length === 11) {
    groups.push("plus 1");
    digits = digits.slice(1);
  } else if (number.startsWith("+")) groups.push(`plus ${[...digits.slice(0, 2)].join(" ")}`);
  if (number.startsWith("+") && groups[0] !== "plus 1") digits = digits.slice(2);
  const isLong = digits.length === 11;
  while (digits.length > 0) {
    const take = isLong && groups.length === 0 ? 5 : digits.length <= 4 ? digits.length : digits.length === 8 ? 4 : 3;
    groups.push([...digits.slice(0, take)].join(" "));
    digits = digits.slice(take);
  }
  return groups.join(", ");
}

export function findEmail(text: string): string | undefined {
  const written = text.replace(/\s+at\s+/gi, "@").replace(/\s+dot\s+/gi, ".");
  return /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(written)?.[0].toLowerCase();
}

/** A time of day: "3 pm", "half past two" stays as it was said. */
export function findTime(text: string): string | undefined {
  return /\b(?:\d{1,2}(?::\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|o[’']?clock)|\d{1,2}:\d{2}|noon|midnight|half past \w+|quarter (?:past|to) \w+)/i.exec(
    text,
  )?.[0];
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const ANY_WEEKDAY = WEEKDAYS.join("|");
const ANY_MONTH = MONTHS.join("|");
const DAY_WORD = new RegExp(
  String.raw`\b(?:${[
    String.raw`\d{4}-\d{2}-\d{2}|today|tonight|tomorrow`,
    `(?:next |this |on )?(?:${ANY_WEEKDAY})s?`,
    "christmas(?: day| eve)?|new year[’']?s?(?: day| eve)?|boxing day|thanksgiving(?: day)?|independence day",
    String.raw`(?:${ANY_MONTH}) \d{1,2}(?:st|nd|rd|th)?`,
    String.raw`\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${ANY_MONTH})`,
  ].join("|")})\b`,
  "i",
);

/** A day as it was said: "tomorrow", "Saturday", "the 3rd of May". */
export function findDay(text: string): string | undefined {
  return DAY_WORD.exec(text)?.[0].replace(/^on /i, "");
}

/** Every day that was said, each once; "the weekend" is two and "the whole week" is its working days. */
export function findDays(text: string): string[] {
  const days = [...text.matchAll(new RegExp(DAY_WORD.source, "gi"))].map(([day]) => day.replace(/^on /i, ""));
  if (/\bweekends?\b/i.test(text)) days.push("saturday", "sunday");
  if (
    /\b(?:weekdays?|during the week|(?:whole|entire|full|every day of the|rest of the) week|all week|each day|every day)\b/i.test(
      text,
    )
  )
    days.push(...WEEKDAYS.slice(1, 6));
  return [...new Set(days)];
}

/**
 * A day as a field wants it: the word itself when its description takes such words, an ISO date when it takes those,
 * otherwise as it was said.
 */
export function writeDay(
  day: string,
  description: string,
  format: string | undefined,
  todayIso: string,
): string | undefined {
  const said = day.toLowerCase().replace(/^(?:next|this|on) /, "");
  const weekday = WEEKDAYS.find((name) => said.startsWith(name));
  const isToday = weekday !== undefined && WEEKDAYS[new Date(`${todayIso}T12:00:00Z`).getUTCDay()] === weekday;
  const takesWords = /\bweekday|\bmonday\b/i.test(description) && format !== "date";
  if (takesWords && weekday && !(isToday && day.toLowerCase().startsWith("next"))) return weekday;
  if (takesWords && /^(?:today|tomorrow)$/.test(said)) return said;
  if (takesWords && said === "tonight") return "today";
  const wantsIso = format === "date" || /iso|yyyy|\d{4}-\d{2}/i.test(description);
  return wantsIso ? dayToIsoDate(day, todayIso) : day;
}

/** A said day as an ISO date, counted from `todayIso`; undefined when it cannot be told. */
function dayToIsoDate(day: string, todayIso: string): string | undefined {
  const said = day.toLowerCase().replace(/^(?:next|this|on) /, "");
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return said;
  const today = new Date(`${todayIso}T12:00:00Z`);
  const plus = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  if (said === "today" || said === "tonight") return plus(0);
  if (said === "tomorrow") return plus(1);
  const weekday = WEEKDAYS.findIndex((name) => said.startsWith(name));
  if (weekday >= 0)
    return plus((weekday - today.getUTCDay() + 7) % 7 || (day.toLowerCase().startsWith("next") ? 7 : 0));
  if (said.startsWith("christmas")) return nextDate(today, 11, said.endsWith("eve") ? 24 : 25);
  if (said === "boxing day") return nextDate(today, 11, 26);
  if (said === "independence day") return nextDate(today, 6, 4);
  if (said.startsWith("thanksgiving")) {
    const first = new Date(Date.UTC(today.getUTCFullYear(), 10, 1)).getUTCDay();
    return nextDate(today, 10, 22 + ((4 - first + 7) % 7));
  }
  if (said.startsWith("new year")) return said.endsWith("eve") ? nextDate(today, 11, 31) : nextDate(today, 0, 1);
  const month = MONTHS.findIndex((name) => said.includes(name));
  const date = /\d{1,2}/.exec(said)?.[0];
  return month >= 0 && date ? nextDate(today, month, Number(date)) : undefined;
}

function nextDate(today: Date, month: number, date: number): string {
  const thisYear = new Date(Date.UTC(today.getUTCFullYear(), month, date, 12));
  const passed = thisYear.getTime() < today.getTime() - 86_400_000 / 2;
  const found = passed ? new Date(Date.UTC(today.getUTCFullYear() + 1, month, date, 12)) : thisYear;
  return found.toISOString().slice(0, 10);
}

/** The message in "tell them that …", "leave a message saying …", "let her know …". */
export function findMessage(text: string): string | undefined {
  const patterns = [
    /\bmessage is\b(?: that)?[:,]?\s+(.{4,})/i,
    /\b(?:message|note)\b(?: for [\p{L} ]{1,30}?)?(?:\s*[:,]\s*|\s+(?:that|saying|to say)\s+)(.{4,})/iu,
    /\b(?:tell|let) (?:him|her|them|the [\p{L}]+|everyone)(?: know)?(?: that)?\s+(.{4,})/iu,
    /\b(?:pass on|say) that\s+(.{4,})/i,
  ];
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1]?.trim();
    if (found) return withoutDetails(found);
  }
  return undefined;
}

/** A message without the sentences that only give a name or a number. */
function withoutDetails(message: string): string {
  const [first = message, ...rest] = message.split(/(?<=[.!?])\s+/);
  const kept = rest.filter((sentence) => !/\b(?:my name|my (?:phone )?number|reach me|call me)\b/i.test(sentence));
  return [first, ...kept].join(" ").replace(/\?$/, ".");
}

/** The message given as the whole answer to "what is your message?". */
export function readMessageAnswer(text: string): string {
  const opening = /^(?:(?:yes|yeah|sure|okay|ok|um+|uh+|well|please)[,.\s]+)*/i;
  const closing = /(?:\s+(?:(?:and )?that[’']?s (?:all|it)|thank you|thanks|please|bye|goodbye)[,.!]*)+$/i;
  const lead =
    /^(?:(?:just |please )?(?:tell|let) (?:him|her|them)(?: know)?(?: that)?\s+|(?:the |my )?message is(?: that)?[:,]?\s+|(?:just )?say (?:that\s+)?|that\s+)?/i;
  const message = text.replace(opening, "").replace(lead, "").replace(closing, "").trim();
  return message === "" ? text.trim() : message.charAt(0).toUpperCase() + message.slice(1);
}
