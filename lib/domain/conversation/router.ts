import type { ModelTier } from "./messages";
import { wordsOf } from "./interruption";
import type { ConversationSettings } from "./settings";

const DEEP_SIGNS = [
  "compare",
  "difference between",
  "explain why",
  "step by step",
  "calculate",
  "work out",
  "which one should",
  "what would you recommend",
  "troubleshoot",
];

/** A long turn, one with several questions, or one that wants something worked out. */
export function isComplex(text: string): boolean {
  const asksDeep = DEEP_SIGNS.some((sign) => text.toLowerCase().includes(sign));
  return asksDeep || wordsOf(text).length > 45 || (text.match(/\?/g) ?? []).length > 2;
}

/**
 * Chooses how much model a turn gets. A live turn starts on the fast tier unless the agent's policy says otherwise: its first
 * token comes soonest. Returns why, in words, for the call's record.
 */
export function chooseTier(
  policy: ConversationSettings["model"]["policy"],
  text: string,
): { tier: ModelTier; why: string } {
  const words = wordsOf(text).length;
  const asksDeep = DEEP_SIGNS.some((sign) => text.toLowerCase().includes(sign));
  if (policy === "fast") return { tier: "fast", why: "the agent answers with the fastest model" };
  if (policy === "balanced") {
    return isComplex(text)
      ? { tier: "standard", why: "a longer or harder question" }
      : { tier: "fast", why: "a simple question" };
  }
  if (asksDeep || words > 60) return { tier: "deep", why: "a question that needs thinking through" };
  return words <= 6
    ? { tier: "fast", why: "a simple question" }
    : { tier: "standard", why: "the agent prefers careful answers" };
}
