import { findDays, writeDay } from "./extract";
import { answerFromAll, ASKS_PRICE } from "./facts";
import { says } from "./intents";
import type { PastCall, Situation } from "./situation";
import { dayField, type ToolView } from "./tool-view";
import { stems, withoutLeadIn } from "./words";

const ASKS_TIME =
  /^(?:and |so |but )?(?:(?:un)?till? when|since when|from when|how late|how early|(?:(?:at|until|till|from) )?(?:what|which) time|when (?:do|does|are|is) (?:you|they|it|that))\b/i;
const SAME_DAY =
  /\b(?:then|that day|on that|those days)\b|^(?:and |so |but )?(?:(?:un)?till? when|since when|from when|how late|how early)\b/i;
const ELLIPTIC = /^(?:and|or|what about|how about|also|what if)\b/i;
const POINTS_BACK = /\b(?:it|that|this|they|them|those|these|one)\b/i;
const DAY_WORDS = new Set(
  stems(
    `monday tuesday wednesday thursday friday saturday sunday weekend weekday week day days next this christmas eve new year
    come came visit there available morning afternoon evening noon around open close hours january february march april
    june july august september october november december whole entire every all each during rest holiday`,
  ),
);
const ASKS_LENGTH = /\bhow long\b/i;

/** A tool to ask for one day, with what it is given. */
export interface DayCall {
  readonly tool: ToolView;
  readonly input: Record<string, unknown>;
}

/**
 * What to ask of a tool that takes a day, when a clause is about nothing but days: "and on Sunday?", "what about the
 * weekend?", "until when?". The day of the question before is taken where none is named. Empty when it is about more.
 */
export function dayCalls(clause: string, situation: Situation): DayCall[] {
  const tool =
    lastDayCall(situation)?.tool ?? situation.tools.find((one) => dayField(one) !== undefined && isFreeToCall(one));
  if (!tool || says.wantsBooking(clause)) return [];
  const bare = withoutLeadIn(clause);
  if (findDays(bare).length > 0) return isOnlyDays(bare) ? callsFor(tool, bare, situation) : [];
  const before = lastDayCall(situation);
  if (!before || !(SAME_DAY.test(bare) || (ASKS_TIME.test(bare) && isOnlyDays(bare)))) return [];
  return [{ tool, input: before.call.input }];
}

/** One call of a tool for each day that is named, in a form its field takes. */
export function callsFor(tool: ToolView, clause: string, situation: Situation): DayCall[] {
  const field = dayField(tool);
  if (!field) return [];
  const days = findDays(clause).flatMap(
    (day) => writeDay(day, field.description, field.schema.format, situation.todayIso) ?? [],
  );
  return [...new Set(days)].map((day) => ({ tool, input: { [field.name]: day } }));
}

/** An answer from the facts to a question that leans on the one before it: "and whitening?", "how long does it take?". */
export function answerFollowUp(clause: string, situation: Situation): string | undefined {
  const before = clauseBefore(situation);
  if (before === undefined) return undefined;
  const bare = withoutLeadIn(clause);
  const roots = stems(bare.replace(/\bhow (?:long|much|far|heavy)\b/gi, ""));
  const kind = ASKS_PRICE.test(before) ? "how much is" : ASKS_LENGTH.test(before) ? "how long" : "";
  if (ELLIPTIC.test(bare) && roots.length > 0 && kind !== "" && !ASKS_PRICE.test(bare)) {
    return answerFromAll(`${kind} ${bare}`, situation);
  }
  if ((POINTS_BACK.test(bare) && roots.length <= 1) || (says.question(bare) && roots.length === 0)) {
    const topic = before.replace(/\bhow (?:long|much|far|heavy)\b/gi, "");
    return answerFromAll(`${bare} ${topic}`, situation);
  }
  return undefined;
}

function lastDayCall({ pastCalls, tools }: Situation): { tool: ToolView; call: PastCall } | undefined {
  const call = pastCalls.findLast(({ name }) =>
    tools.some((tool) => tool.name === name && dayField(tool) !== undefined),
  );
  const tool = tools.find(({ name }) => name === call?.name);
  return call && tool && { tool, call };
}

function isFreeToCall(tool: ToolView): boolean {
  const day = dayField(tool);
  return tool.kind === "other" && tool.fields.every((field) => !field.required || field === day);
}

function isOnlyDays(clause: string): boolean {
  return stems(clause).every((root) => DAY_WORDS.has(root) || /^\d/.test(root));
}

function clauseBefore({ turns }: Situation): string | undefined {
  const earlier = turns.slice(0, -1).filter((turn) => turn.role === "user" && !says.stageNote(turn.text));
  return earlier.findLast(({ text }) => stems(text).length > 0)?.text;
}
