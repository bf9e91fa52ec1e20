import { digitsAtEnd, digitsSaid, redactCards, redactCardsSoFar } from "@/lib/domain/redaction/card-numbers";
import type { ConversationEvent } from "./events";
import type { Step } from "./step";

/**
 * A card's number that somebody says or writes unasked gets no further than here: not into the record, nor to the model. What remains is a backstop: who
 * asks for one asks for it in secret (`capture.ts`).
 */
export function withoutCards(step: Step, event: ConversationEvent): ConversationEvent {
  const { saidDigits } = step.state;
  switch (event.kind) {
    case "turn.started":
    case "turn.updated":
    case "turn.ending":
    case "turn.resumed":
      return { ...event, text: redactCardsSoFar(event.text, saidDigits) };
    case "turn.ended":
    case "text.typed":
      step.set({ saidDigits: digitsAtEnd(event.text, saidDigits) });
      return { ...event, text: redactCards(event.text, saidDigits) };
    case "person.speaking":
    case "person.spoke":
      return { ...event, text: redactCards(event.text) };
    default:
      return event;
  }
}

/** The same for keys. */
export function keysWithoutCards(step: Step, digits: string): string {
  const { saidDigits } = step.state;
  step.set({ saidDigits: digitsAtEnd(digits, saidDigits) });
  return redactCards(digits, saidDigits);
}

/** A code has no fewer; a lone "two" that a tool was given too ends no number. */
const SHORTEST_CODE = 4;

/** Digits that a tool was given were what was asked for: a code, an order's number. They are not the first half of a card's. */
export function onDigitsUsed(step: Step, input: Record<string, unknown>): void {
  const last = step.state.saidDigits.split(" ").at(-1);
  if (!last || last.length < SHORTEST_CODE) return;
  const used = Object.values(input).some((value) => typeof value === "string" && digitsSaid(value).includes(last));
  if (used) step.set({ saidDigits: "" });
}
