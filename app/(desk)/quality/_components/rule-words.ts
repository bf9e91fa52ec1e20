import type { ComplianceRuleText, RuleCheck, RuleMatch } from "@/lib/contracts/compliance";
import { patternExamples } from "@/lib/domain/quality/compliance/pattern-examples";
import { patternProblem } from "@/lib/domain/quality/compliance/safe-pattern";

export const SCOPE_WORDS: Record<ComplianceRuleText["scope"], string> = {
  all: "all calls",
  outbound: "outbound calls",
  recorded: "recorded calls",
};

const WHO = { agent: "The agent", caller: "The caller", anyone: "Somebody" } as const;

/** What a rule asks for, in a sentence. What is not written yet is an ellipsis. */
export function checkWords(check: RuleCheck): string {
  switch (check.kind) {
    case "must_say":
      return `${WHO[check.who]} must say ${matchWords(check.match)}${check.withinSeconds === null ? "" : ` within ${check.withinSeconds} s`}.`;
    case "must_not_say":
      return check.who === "anyone"
        ? `Nobody may say ${matchWords(check.match)}.`
        : `${WHO[check.who]} must not say ${matchWords(check.match)}.`;
    case "must_ask_before":
      return `First ${matchWords(check.first)}, only then ${matchWords(check.then)}.`;
    case "in_order":
      return `In this order: ${check.steps.map(matchWords).join(", then ")}.`;
    case "must_answer":
      return `When the caller says ${matchWords(check.when)}, the agent must answer with ${matchWords(check.then)} within ${check.withinSeconds} s.`;
  }
}

const SHOWN = 4;

function matchWords(match: RuleMatch): string {
  switch (match.kind) {
    case "phrase": {
      const more = match.phrases.length - SHOWN;
      const shown = match.phrases
        .slice(0, SHOWN)
        .map((phrase) => (phrase === "{business}" ? "the name of the business" : `“${phrase}”`));
      return shown.length === 0 ? "…" : `${shown.join(", ")}${more > 0 ? ` or ${more} more` : ""}`;
    }
    case "pattern": {
      const examples = patternProblem(match.pattern) === null ? patternExamples(match.pattern) : [];
      return examples.length === 0 ? "what a pattern finds" : `words such as “${examples.join("”, “")}”`;
    }
    case "notice":
      return match.notice === "recording" ? "that the call is recorded" : "that it is an AI";
    case "card_number":
      return "a card number";
    case "tool":
      return `the tool ${match.name || "…"} has worked`;
    case "meaning":
      return `this, in whatever words: ${match.meaning || "…"}`;
  }
}
