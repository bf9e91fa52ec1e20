import type { AgentProposal, ProposedFact, WrittenDraft } from "@/lib/contracts/agent-proposal";
import { ProposedText } from "@/lib/contracts/agent-proposal";
import { WeeklyHours, type Weekday } from "@/lib/contracts/business-hours";
import { intervalsProblem } from "../schedule/hours-problems";
import { WEEKDAYS } from "../schedule/local-time";

/** A page, or what was typed (`url` null). */
export type SourceText = { url: string | null; text: string };

const MOST = { goals: 6, mustNever: 6, facts: 40, keyterms: 20 };

/**
 * Keeps of what a model wrote only what the text bears out: a fact whose source stands there word for word and has every figure of the
 * statement; hours the same; terms that occur. Figures in the rest must occur too, and addresses of the web may not stand in it at all.
 */
export function checkProposal(
  draft: WrittenDraft,
  sources: readonly SourceText[],
): Omit<AgentProposal, "from" | "url" | "pages"> {
  const texts = sources.map(({ url, text }) => ({ url, text: plain(text) }));
  const whole = texts.map(({ text }) => text).join(" ");
  const figures = figuresOf(whole);
  const isSound = (line: string) =>
    line !== "" &&
    !/https?:|www\.|<[a-z/]/i.test(line) &&
    [...figuresOf(plain(line))].every((figure) => figures.has(figure));
  const lines = (given: readonly string[], most: number) =>
    distinct(given.map((line) => ProposedText.line.safeParse(line).data ?? "").filter(isSound)).slice(0, most);
  const text = (given: string, kind: "persona" | "greeting") => {
    const line = ProposedText[kind].safeParse(given).data ?? "";
    return isSound(line) ? line : "";
  };
  const facts = draft.facts.flatMap((fact) => checkFact(fact, texts) ?? []).slice(0, MOST.facts);
  const goals = lines(draft.goals, MOST.goals);
  const mustNever = lines(draft.must_never, MOST.mustNever);
  const given = draft.facts.length + draft.goals.length + draft.must_never.length + draft.opening_hours.length;
  const soundHours = draft.opening_hours.filter((each) => areHoursSound(each, texts));
  const hours = hoursOf(soundHours);
  const kept = facts.length + goals.length + mustNever.length + (hours ? soundHours.length : 0);
  return {
    persona: text(draft.persona, "persona"),
    greeting: text(draft.greeting, "greeting"),
    goals,
    mustNever,
    facts: facts.filter(({ text: said }, at) => facts.findIndex((other) => plain(other.text) === plain(said)) === at),
    keyterms: distinct(
      draft.keyterms.flatMap((term) => {
        const word = ProposedText.term.safeParse(term).data ?? "";
        return word.length > 1 && whole.includes(plain(word)) ? [word] : [];
      }),
    ).slice(0, MOST.keyterms),
    hours,
    leftOut: Math.max(0, given - kept),
  };
}

function checkFact(
  { statement, source, kind }: WrittenDraft["facts"][number],
  texts: readonly SourceText[],
): ProposedFact | null {
  const text = ProposedText.line.safeParse(statement).data ?? "";
  const quoted = plain(source);
  if (text === "" || quoted.length < 5 || /https?:|<[a-z/]/i.test(text)) return null;
  const found = texts.find((each) => each.text.includes(quoted));
  const figures = figuresOf(quoted);
  if (!found || ![...figuresOf(plain(text))].every((figure) => figures.has(figure))) return null;
  return { text, source: source.replace(/\s+/g, " ").trim().slice(0, 500), url: found.url, kind };
}

type Hours = WrittenDraft["opening_hours"][number];

/** The line stands there and names both times, in whatever way clocks are written. */
function areHoursSound({ opens, closes, source }: Hours, texts: readonly SourceText[]): boolean {
  const quoted = plain(source);
  if (quoted.length < 4 || !texts.some((each) => each.text.includes(quoted))) return false;
  const figures = figuresOf(quoted);
  return [opens, closes].every((time) => {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    const said = [hour, hour > 12 ? hour - 12 : hour, hour === 0 ? 12 : hour].map(String);
    const isWord = (hour === 12 && /\bnoon\b/.test(quoted)) || (hour % 24 === 0 && /\bmidnight|24/.test(quoted));
    const hourSaid = isWord || said.some((each) => figures.has(each));
    return hourSaid && (minute === 0 || figures.has(String(minute).padStart(2, "0")) || figures.has(String(minute)));
  });
}

function hoursOf(hours: readonly Hours[]): AgentProposal["hours"] {
  if (hours.length === 0) return null;
  const week = WeeklyHours.parse({});
  for (const { day, opens, closes } of hours) {
    const same = week[day].some((each) => each.opens === opens && each.closes === closes);
    if (!same) week[day] = [...week[day], { opens, closes }].sort((a, b) => (a.opens < b.opens ? -1 : 1));
  }
  const isRight = WEEKDAYS.every((day: Weekday) => week[day].length <= 6 && intervalsProblem(week[day]) === null);
  const sources = distinct(hours.map(({ source }) => source.replace(/\s+/g, " ").trim()));
  return isRight ? { week, sources } : null;
}

/** For comparing: small letters, one kind of dash and quote, no runs of spaces, and figures without marks within them. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/[‘’‚ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/(\d)[.,](?=\d{3}\b)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();

/** Every run of digits, without leading zeros beside the whole of it. */
const figuresOf = (text: string): Set<string> =>
  new Set((text.match(/\d+/g) ?? []).flatMap((figure) => [figure, figure.replace(/^0+(?=\d)/, "")]));

const distinct = (lines: readonly string[]): string[] =>
  lines.filter((line, index) => lines.findIndex((other) => plain(other) === plain(line)) === index);
