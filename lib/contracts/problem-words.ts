import { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/** What is wrong with an input that has no words of its own for it: for people, who type, and for programs alike. Undefined: no words for it here. */
export function problemWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined || issue.input === null) return "this is missing";
      return EXPECTED[issue.expected] ?? `this has to be ${issue.expected}`;
    case "too_small":
      if (Number(issue.minimum) === 1 && issue.origin === "string") return "this is missing";
      return `${issue.inclusive === false ? "more than" : "at least"} ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${amount(issue.maximum, issue.origin)}`;
    case "not_multiple_of":
      return `this has to be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return FORMATS[issue.format] ?? "this has not the right form";
    case "invalid_value":
      return issue.values.length === 1
        ? `this has to be ${String(issue.values[0])}`
        : `this has to be one of ${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `there is no ${issue.keys.map((key) => `“${key}”`).join(" and no ")} here`;
    case "invalid_union":
    case "invalid_key":
    case "invalid_element":
      return "this has not the right form";
    default:
      return undefined;
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "give a text",
  number: "give a number",
  int: "give a whole number",
  boolean: "this has to be yes or no (true or false)",
  array: "give a list",
  object: "give an object",
  record: "give an object",
  date: "give a day",
};

const FORMATS: Readonly<Record<string, string>> = {
  email: "give an e-mail address, such as anna@example.com",
  url: "give a web address, such as https://example.com",
  uuid: "this is no id",
  guid: "this is no id",
  datetime: "give a moment, such as 2026-01-31T09:30:00Z",
  date: "give a day, such as 2026-01-31",
  time: "give a time, such as 09:30",
  e164: "give a telephone number with its country code, such as +14155550100",
};

function amount(limit: number | bigint, origin: string): string {
  const one = Number(limit) === 1;
  if (origin === "string") return `${limit} ${one ? "character" : "characters"}`;
  if (origin === "array" || origin === "set") return `${limit} ${one ? "entry" : "entries"}`;
  return String(limit);
}

/** From now on, wherever schemas have no words of their own. */
export const useProblemWords = (): void => void z.config({ localeError: (issue) => problemWords(issue) });
