import type { ComplianceRuleInForce, RuleCheck, RuleMatch } from "@/lib/contracts/compliance";

/** The rules that only somebody who understands can judge, as the question for them. */
export const rulesByMeaning = (
  rules: readonly ComplianceRuleInForce[],
): { key: string; label: string; meaning: string }[] =>
  rules
    .filter(({ check }) => matchesOf(check).some(({ kind }) => kind === "meaning"))
    .map(({ key, name, check }) => ({ key, label: name, meaning: questionOf(check) }));

function matchesOf(check: RuleCheck): RuleMatch[] {
  switch (check.kind) {
    case "must_say":
    case "must_not_say":
      return [check.match];
    case "must_ask_before":
      return [check.first, check.then];
    case "in_order":
      return check.steps;
    case "must_answer":
      return [check.when, check.then];
  }
}

function questionOf(check: RuleCheck): string {
  switch (check.kind) {
    case "must_say":
      return `Broken unless ${WHO[check.who]} says this${check.withinSeconds === null ? "" : ` within ${check.withinSeconds} seconds`}: ${wordsOf(check.match)}`;
    case "must_not_say":
      return `Broken when ${WHO[check.who]} says this: ${wordsOf(check.match)}`;
    case "must_ask_before":
      return `Broken when the agent comes to the second without the first. First: ${wordsOf(check.first)} Second: ${wordsOf(check.then)}`;
    case "in_order":
      return `Broken when the agent says these in another order: ${check.steps.map((step, index) => `(${index + 1}) ${wordsOf(step)}`).join(" ")}`;
    case "must_answer":
      return `Broken when the caller says the first and the agent does not answer with the second. First: ${wordsOf(check.when)} Second: ${wordsOf(check.then)}`;
  }
}

const WHO = { agent: "the agent or a colleague", caller: "the caller", anyone: "anybody" } as const;

function wordsOf(match: RuleMatch): string {
  switch (match.kind) {
    case "meaning":
      return match.meaning;
    case "phrase":
      return `one of “${match.phrases.join("”, “")}”.`;
    case "pattern":
      return `words like ${match.pattern}.`;
    case "notice":
      return match.notice === "recording" ? "that the call is recorded." : "that they speak with an AI.";
    case "card_number":
      return "the number of a payment card.";
    case "tool":
      return `the tool ${match.name} has worked.`;
  }
}
