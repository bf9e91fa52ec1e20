import type { RuleMatch } from "@/lib/contracts/compliance";
import { CARD_REDACTED, redactCards } from "@/lib/domain/redaction/card-numbers";
import { withoutDigits } from "./without-digits";

/** What a rule sees of a call, one thing at a time. */
export type Seen =
  | { kind: "said"; by: "agent" | "caller"; segmentId: string; text: string; atMs: number }
  | { kind: "notice"; notice: "disclosure" | "recording"; atMs: number }
  | { kind: "tool"; name: string; atMs: number };

/** Where it was found; a quote without the digits that must not be kept. Null: it is not there. */
export type Found = { segmentId: string | null; quote: string | null; atMs: number };

export type Matcher = (seen: Seen, folded: string) => Found | null;

/** Of what is said in one go, so much is looked at. */
const LONGEST = 1_000;

/** What was said as words alone, in lower case, with a space around each. Once per segment, for all rules. */
export const foldSaid = (text: string): string =>
  ` ${(
    text
      .slice(0, LONGEST)
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  ).join(" ")} `;

/** A matcher for what can be told from the words; null for what cannot: it is judged after the call. */
export function matcherOf(match: RuleMatch): Matcher | null {
  switch (match.kind) {
    case "phrase": {
      const phrases = match.phrases.map(foldSaid).filter((phrase) => phrase.trim() !== "");
      return (seen, folded) =>
        seen.kind === "said" && phrases.some((phrase) => folded.includes(phrase)) ? foundIn(seen) : null;
    }
    case "pattern": {
      const pattern = new RegExp(match.pattern, "iu");
      return (seen) => (seen.kind === "said" && pattern.test(seen.text.slice(0, LONGEST)) ? foundIn(seen) : null);
    }
    case "card_number":
      // What reaches the rules has mostly lost its numbers already, and says so in their place.
      return (seen) => (seen.kind === "said" && redactCards(seen.text).includes(CARD_REDACTED) ? foundIn(seen) : null);
    case "notice":
      return (seen) => {
        if (seen.kind === "said")
          return seen.by === "agent" && NOTICE_WORDS[match.notice].test(seen.text) ? foundIn(seen) : null;
        return seen.kind === "notice" && seen.notice === match.notice
          ? { segmentId: null, quote: null, atMs: seen.atMs }
          : null;
      };
    case "tool":
      return (seen) =>
        seen.kind === "tool" && seen.name === match.name ? { segmentId: null, quote: null, atMs: seen.atMs } : null;
    case "meaning":
      return null;
  }
}

/** A greeting may give notice in words of its own. */
const NOTICE_WORDS = {
  disclosure:
    /\b(?:AI|artificial|virtual|automated|digital|KI|IA|künstliche\w*)[- ](?:assistant|agent|receptionist|intelligence|Assistent\w*|Intelligenz)|\b(?:an AI|eine KI|una IA|une IA|asistente virtual|assistant virtuel)\b/iu,
  recording: /\b(?:record(?:ed|ing)|aufgezeichnet|aufgenommen|grabad[oa]|grabando|enregistr\w+)\b/iu,
};

const MOST_QUOTED = 200;

function foundIn({ segmentId, text, atMs }: Extract<Seen, { kind: "said" }>): Found {
  const plain = withoutDigits(text.replaceAll(/\s+/g, " ").trim());
  return { segmentId, quote: plain.length > MOST_QUOTED ? `${plain.slice(0, MOST_QUOTED - 1)}…` : plain, atMs };
}
