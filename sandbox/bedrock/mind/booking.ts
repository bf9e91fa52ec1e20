import {
  type BookingAnswer,
  bookingTools,
  type BookingTools,
  type Offered,
  readBookingAnswer,
  type SlotTool,
} from "./booking-tools";
import { choose, offerWords } from "./booking-choice";
import { findDay } from "./extract";
import { says } from "./intents";
import { vary } from "./phrases";
import type { Situation } from "./situation";
import { fieldOf, fillTool, findAskedField, questionFor } from "./slots";
import type { Thought } from "./thought";
import type { Field, ToolView } from "./tool-view";
import { isWish } from "./wish";
import { clauses, listOf, stems, withoutLeadIn } from "./words";

type Wish = "book" | "move" | "cancel";

/** Where a booking stands: what the caller wants, what was offered last, and what is kept for them. */
interface Standing {
  readonly tools: BookingTools;
  readonly wish: Wish | undefined;
  readonly last: BookingAnswer | undefined;
  /** What the last search that found anything was about. */
  readonly found: BookingAnswer | undefined;
  readonly held: Offered | undefined;
  readonly own: readonly Offered[];
}

const SURE = "Shall I cancel";
const KEPT = "I am keeping";
const WHICH_OWN = "Which one do you mean";

/**
 * What to do about a turn on the telephone that is about an appointment, where tools can find free times and take them: look for times, take the one
 * that was chosen, ask for what is missing. Undefined when the turn is about something else.
 */
export function answerBooking(situation: Situation): Thought[] | undefined {
  const standing = standingOf(situation);
  if (!standing?.wish) return undefined;
  const { tools, wish, last, held, own } = standing;
  const said = situation.callerSaid;
  const isNew = wishIn(said, situation.lastSaid) !== undefined;
  const bare = withoutLeadIn(said);
  const asks = says.question(bare) && !/^(?:can|could|may) (?:i|we) (?:take|have|get)\b/i.test(bare);
  if (asks && !isNew && !mentionsTime(said)) return undefined;
  if (wish === "cancel") return cancel(standing, situation, isNew);
  if (held && tools.book && !isNew) {
    const filled = bookingOf(tools.book, held, standing, situation);
    if (filled.ask === undefined) return [filled.call];
    return findAskedField(situation.lastSaid, [tools.book.tool]) ? [say(filled.ask)] : undefined;
  }
  const picked = !isNew && last && !last.failed ? choose(said, last.free) : undefined;
  if (picked) return take(picked, standing, situation);
  if (isNew || mentionsTime(said)) return [look(tools.find, standing, situation)];
  if (last && last.choices.length > 0 && last.failed) {
    const service = named(said, last.choices);
    return service ? [look(tools.find, standing, situation)] : undefined;
  }
  if (last && last.free.length > 0 && says.no(said)) return [say(vary("when", situation.lastSaid))];
  return own.length > 1 && situation.lastSaid.includes(WHICH_OWN) ? cancel(standing, situation, false) : undefined;
}

/** What to say once a calendar's tool has answered, or what to do next with it. Undefined when none has. */
export function answerBookingResults(situation: Situation): Thought[] | undefined {
  const tools = bookingTools(situation.tools);
  const fresh = situation.freshResults.findLast(({ toolName }) => tools?.names.has(toolName));
  const standing = standingOf(situation);
  if (!tools || !fresh || !standing) return undefined;
  const answer = readBookingAnswer(fresh.result);
  if (answer.failed) return afterRefusal(answer, standing, situation);
  if (fresh.toolName === tools.find.name) return afterLooking(answer, standing, situation);
  if (answer.free.length > 0 || answer.json["taken"] === true) {
    const rest =
      answer.free.length > 0
        ? `I still have ${offerWords(answer.free)}. Which would you like?`
        : vary("when", situation.lastSaid);
    return [say(`I'm sorry, that time has just been taken by somebody else. ${rest}`)];
  }
  const spoken = typeof answer.json["spoken"] === "string" ? answer.json["spoken"] : "";
  if (fresh.toolName === tools.hold?.tool.name) {
    const { held } = standing;
    const filled = held && tools.book && bookingOf(tools.book, held, standing, situation);
    if (filled && filled.ask === undefined) return [filled.call];
    return [say(`${KEPT} ${spoken} for you. ${filled?.ask ?? ""}`.trim())];
  }
  const whom = typeof answer.json["with"] === "string" ? ` with ${answer.json["with"]}` : "";
  const done =
    fresh.toolName === tools.book?.tool.name
      ? `You are booked for ${spoken}${whom}.`
      : fresh.toolName === tools.move?.tool.name
        ? `Your appointment is moved to ${spoken}${whom}.`
        : `Your appointment on ${spoken} is canceled.`;
  return [say(`${done} ${vary("anythingElse", situation.lastSaid)}`)];
}

function standingOf(situation: Situation): Standing | undefined {
  const offered = bookingTools(situation.tools);
  if (!offered) return undefined;
  const calls = situation.everyCall
    .filter(({ name }) => offered.names.has(name))
    .map((call) => ({ ...call, answer: readBookingAnswer(call.result) }));
  const tools = { ...offered, book: offered.book && withWanted(offered.book, calls) };
  const isDone = ({ name, answer }: (typeof calls)[number]) =>
    !answer.failed &&
    answer.free.length === 0 &&
    answer.json["taken"] !== true &&
    [tools.book?.tool.name, tools.move?.tool.name, tools.cancel?.name].includes(name);
  const doneAt = calls.findLastIndex(isDone);
  const doneTurn = calls[doneAt]?.turn ?? 0;
  const open = calls.slice(doneAt + 1);
  const last = open.at(-1);
  const lacking = last && offered.book && fieldsNamed(offered.book.tool, last).length > 0;
  const held =
    last && last.name === tools.hold?.tool.name && last.answer.free.length === 0 && !last.answer.failed
      ? heldBy(last.input[tools.hold.slot.name], last.answer)
      : lacking && tools.book
        ? heldBy(last.input[tools.book.slot.name], last.answer)
        : undefined;
  return {
    tools,
    wish: wishOf(situation, doneTurn, tools),
    last: last?.answer,
    found: calls.findLast(({ name, answer }) => name === tools.find.name && !answer.failed)?.answer,
    held,
    own: calls.findLast(({ answer }) => answer.own.length > 0)?.answer.own ?? [],
  };
}

type Call = { name: string; answer: BookingAnswer };

/** The fields that a tool's refusal names: it wants them after all. */
const fieldsNamed = (tool: ToolView, { name, answer }: Call): string[] =>
  name === tool.name && answer.failed
    ? tool.fields.flatMap((field) =>
        !field.required && JSON.stringify(answer.json).includes(field.name) ? [field.name] : [],
      )
    : [];

function withWanted({ tool, slot }: SlotTool, calls: readonly Call[]): SlotTool {
  const wanted = new Set(calls.flatMap((call) => fieldsNamed(tool, call)));
  const fields = tool.fields.map((field) => (wanted.has(field.name) ? { ...field, required: true } : field));
  return { tool: { ...tool, fields }, slot };
}

const heldBy = (value: unknown, { json }: BookingAnswer): Offered | undefined =>
  typeof value === "string"
    ? { value, spoken: typeof json["spoken"] === "string" ? json["spoken"] : value }
    : undefined;

/** What they want that is not done yet, by what they said last about it. */
function wishOf({ turns }: Situation, fromTurn: number, tools: BookingTools): Wish | undefined {
  for (let at = turns.length - 1; at >= fromTurn; at -= 1) {
    const turn = turns[at];
    if (turn?.role !== "user") continue;
    const wish = wishIn(turn.text, turns[at - 1]?.text ?? "");
    const can = { book: tools.book, move: tools.move, cancel: tools.cancel };
    if (wish) return can[wish] ? wish : undefined;
  }
  return undefined;
}

const MOVES = /\b(?:move|reschedule|re-?book|postpone|change|bring forward|push back)\b/i;
const MOVES_IT = /\b(?:move|reschedule|postpone|change) (?:it|that|this|my|the|our)\b/i;

function wishIn(text: string, before: string): Wish | undefined {
  for (const clause of clauses(text).reverse()) {
    const bare = withoutLeadIn(clause);
    const isRule = /^(?:what|how|why|is|are|does|when|where|which|who)\b|\b(?:fee|cost|charge|policy)\b/i.test(bare);
    if (!isWish(bare, before) && (!MOVES_IT.test(bare) || isRule)) continue;
    return /\bcancel\b/i.test(bare) ? "cancel" : MOVES.test(bare) ? "move" : "book";
  }
  return undefined;
}

const mentionsTime = (text: string): boolean =>
  findDay(text) !== undefined ||
  /\b(?:morning|afternoon|evening|later|earlier|sooner|another day|other times?)\b/i.test(text);

/** Looks for free times, with whatever the caller has said of when and what. */
function look(find: ToolView, { last }: Standing, situation: Situation): Thought {
  const { input } = fillTool(find, situation.callerSaid, situation);
  const service = find.fields.find(isService);
  const known = last?.choices ?? [];
  const wanted = situation.turns
    .flatMap(({ role, text }) => (role === "user" ? (named(text, known) ?? []) : []))
    .at(-1);
  const chosen = service && wanted ? { [service.name]: wanted } : {};
  return { kind: "tool", name: find.name, input: { ...input, ...chosen } };
}

/** The one of some names that is said: in more of its words than any other. */
function named(text: string, names: readonly string[]): string | undefined {
  const said = new Set(stems(text));
  const scored = names.map((name) => ({ name, score: stems(name).filter((root) => said.has(root)).length }));
  const [best, next] = scored.sort((a, b) => b.score - a.score);
  return best && best.score > 0 && best.score > (next?.score ?? 0) ? best.name : undefined;
}

/** Takes the time that was chosen: moved to, kept while something is missing, or booked. */
function take(picked: Offered, standing: Standing, situation: Situation): Thought[] {
  const { tools, wish } = standing;
  const input = (slot: SlotTool) => ({ ...serviceOf(slot.tool, standing), [slot.slot.name]: picked.value });
  if (wish === "move" && tools.move) return [{ kind: "tool", name: tools.move.tool.name, input: input(tools.move) }];
  if (!tools.book) return [say("I'm sorry, I can't book that here.")];
  const filled = bookingOf(tools.book, picked, standing, situation);
  if (filled.ask === undefined || !tools.hold) return [filled.ask === undefined ? filled.call : say(filled.ask)];
  return [{ kind: "tool", name: tools.hold.tool.name, input: input(tools.hold) }];
}

/** The call that books, and what to ask before it can be made. */
function bookingOf({ tool, slot }: SlotTool, picked: Offered, standing: Standing, situation: Situation) {
  const { input, missing } = fillTool(tool, situation.callerSaid, situation);
  const note = fieldOf(tool, "message");
  const kept = Object.fromEntries(Object.entries(input).filter(([name]) => name !== note?.name || note.required));
  const [first] = missing.filter(({ name }) => name !== slot.name);
  const call: Thought = {
    kind: "tool",
    name: tool.name,
    input: { ...kept, ...serviceOf(tool, standing), [slot.name]: picked.value },
  };
  return { call, ask: first && questionFor(first, situation.lastSaid) };
}

/** The kind of thing that the search was for, where a tool takes it by the same name. */
function serviceOf(tool: ToolView, { found }: Standing): Record<string, unknown> {
  const field = tool.fields.find(isService);
  const value = field && found?.json[field.name];
  const plain = typeof value === "object" && value !== null && "name" in value ? value.name : value;
  return field && typeof plain === "string" ? { [field.name]: plain } : {};
}

const isService = ({ words }: Field): boolean => /\b(?:service|type|kind)\b/.test(words);

function cancel(standing: Standing, situation: Situation, isNew: boolean): Thought[] | undefined {
  const { tools, own } = standing;
  if (!tools.cancel) return undefined;
  const { callerSaid: said, lastSaid } = situation;
  const slot = tools.cancel.fields.find(({ words }) => /\b(?:start|slot|time|when)\b/.test(words));
  const call = (of: Offered | undefined): Thought => ({
    kind: "tool",
    name: tools.cancel?.name ?? "",
    input: of && slot && own.length > 1 ? { [slot.name]: of.value } : {},
  });
  if (!isNew && lastSaid.includes(SURE)) {
    if (says.yes(said)) return [call(own.find(({ spoken }) => lastSaid.includes(spoken)))];
    if (says.no(said)) return [say(`Alright, it stays as it is. ${vary("anythingElse", lastSaid)}`)];
    return undefined;
  }
  if (!isNew && own.length > 1) {
    const picked = choose(said, own);
    return picked && [say(`${SURE} your appointment on ${picked.spoken}?`)];
  }
  return [{ kind: "tool", name: tools.find.name, input: {} }];
}

function afterLooking(answer: BookingAnswer, { wish, tools }: Standing, situation: Situation): Thought[] {
  if (wish === "cancel" || wish === "move") {
    if (answer.own.length === 0)
      return [say(`I can't see an appointment of yours from this number. ${offerOf(situation)}`)];
    const [only] = answer.own;
    if (wish === "cancel")
      return answer.own.length === 1 && only
        ? [say(`${SURE} your appointment on ${only.spoken}?`)]
        : [say(`You have ${listOf(answer.own.map(({ spoken }) => spoken))}. ${WHICH_OWN}?`)];
  }
  if (answer.free.length === 0) return [say(`I'm sorry, nothing is free in the next weeks. ${offerOf(situation)}`)];
  const isOther = typeof answer.json["note"] === "string" && /\bnothing is free\b/i.test(answer.json["note"]);
  const lead = isOther ? "I'm sorry, nothing is free then. The next I have is" : "I have";
  const [only] = answer.own;
  const now = wish === "move" && only && tools.move ? `You have ${only.spoken} now. ` : "";
  return [say(`${now}${lead} ${offerWords(answer.free)}. Which would suit you best?`)];
}

function afterRefusal(answer: BookingAnswer, standing: Standing, situation: Situation): Thought[] | undefined {
  if (standing.held && standing.tools.book) {
    const filled = bookingOf(standing.tools.book, standing.held, standing, situation);
    return [filled.ask === undefined ? filled.call : say(filled.ask)];
  }
  if (answer.choices.length > 0) {
    const found = named(situation.callerSaid, answer.choices);
    const isNew = !situation.everyCall.some(({ input }) => Object.values(input).includes(found));
    if (found && isNew && standing.wish !== "cancel")
      return [look(standing.tools.find, { ...standing, last: answer }, situation)];
    return [say(`What would you like: ${listOf(answer.choices, "or")}?`)];
  }
  if (answer.own.length > 1) return [say(`You have ${listOf(answer.own.map(({ spoken }) => spoken))}. ${WHICH_OWN}?`)];
  return undefined;
}

const offerOf = ({ tools, lastSaid }: Situation) =>
  vary(tools.some(({ kind }) => kind === "message") ? "offer" : "anythingElse", lastSaid);

const say = (text: string): Thought => ({ kind: "text", text });
