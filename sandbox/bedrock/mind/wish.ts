import { findDay, findName, findPhone, findTime } from "./extract";
import { says } from "./intents";
import { hasSaid } from "./phrases";
import { asSentence, countWords, hasCommonWord, sentences, withoutLeadIn } from "./words";

interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

/**
 * What a caller wanted that could not be done at once, in their own words: it is the message when they leave one. A wish
 * to book, or what was asked before a message was offered, with the time that suits them when that was asked for.
 */
export function findWish(turns: readonly Turn[], fromTurn: number): string | undefined {
  let wish: string | undefined;
  let when: string | undefined;
  for (let at = fromTurn; at < turns.length; at++) {
    const turn = turns[at];
    if (turn?.role !== "user" || says.stageNote(turn.text)) continue;
    const before = turns[at - 1]?.text ?? "";
    const after = turns[at + 1]?.text ?? "";
    const reply = turns[at + 2]?.text ?? "";
    if (hasSaid("when", before) && (hasTime(turn.text) || !says.question(turn.text)) && !says.no(turn.text))
      when = turn.text;
    else if (isWish(turn.text, before)) [wish, when] = [inFull(turn.text, before), undefined];
    else if (isOffer(before) && acceptsWithWords(turn.text)) [wish, when] = [turn.text, undefined];
    else if (isOffer(after) && canBeMessage(turn.text) && !says.no(reply)) [wish, when] = [turn.text, undefined];
  }
  return wish && [wish, when ?? ""].map(inOwnWords).filter(Boolean).join(" ");
}

/** Whether it offered to take a message, as the last thing it said. */
export function isOffer(said: string): boolean {
  return hasSaid("offer", said) && /\?\s*$/.test(said);
}

const ASKS_WHICH = /\b(?:an?|your) (appointment|booking|reservation|visit|order|table)\b[^.!]*\?\s*$/i;
const PICKS =
  /^(?:(?:yes|i[’']?d like to|i would like to|i want to|to|please|just|hi|hello)[,.]? )*(?:make|move|cancel|book|change|reschedule|a new|new)\b/i;

/** Whether a turn asks to book, move or cancel something: in so many words, or as the answer to "make, move or cancel an appointment?". */
export function isWish(text: string, before: string): boolean {
  return says.wantsBooking(text) || (ASKS_WHICH.test(before) && PICKS.test(text));
}

/** "Make one" with what the one is. */
function inFull(text: string, before: string): string {
  const what = ASKS_WHICH.exec(before)?.[1];
  return what ? text.replace(/\b(?:it|one)\b/i, `an ${what}`.replace(/^an (?=[^aeiou])/, "a ")) : text;
}

/** Whether a wish says already when. */
export function hasTime(text: string): boolean {
  return (
    findDay(text) !== undefined ||
    findTime(text) !== undefined ||
    /\b(?:morning|afternoon|evening|noon|next week|this week|as soon as|asap|any ?time)\b/i.test(text)
  );
}

/** Whether the answer to an offer of a message is the message itself. */
export function acceptsWithWords(text: string): boolean {
  const isDetail = findName(text) !== undefined || findPhone(text) !== undefined;
  const isTalk = says.yes(text) || says.no(text) || says.question(withoutLeadIn(text)) || says.goodbye(text);
  return canBeMessage(text) && !isDetail && !isTalk && !says.stageNote(text) && hasCommonWord(text);
}

function canBeMessage(text: string): boolean {
  return countWords(text) >= 3 && !says.wantsPerson(text) && !says.wantsMessage(text);
}

function inOwnWords(text: string): string {
  const kept = sentences(withoutLeadIn(text)).filter(
    (sentence) => !/^(?:hi|hello|my name is|this is|i[’']m \p{Lu})/u.test(sentence),
  );
  return kept.map((sentence) => asSentence(withoutLeadIn(sentence).replace(/,? please([.?!]*)$/i, "$1"))).join(" ");
}
