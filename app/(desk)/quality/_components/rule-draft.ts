import type { ComplianceRuleText, RuleCheck, RuleMatch, RuleSpeaker } from "@/lib/contracts/compliance";
import type { FindingSeverity } from "@/lib/contracts/quality";

export type CheckKind = RuleCheck["kind"];
export type MatchBy = Exclude<RuleMatch["kind"], "notice"> | "disclosure" | "recording";

/** What is looked for, as it is typed: phrases one per line. */
export type MatchDraft = { by: MatchBy; text: string };

/** A rule as it is typed; each kind reads of it what it needs. */
export type RuleDraft = {
  name: string;
  severity: FindingSeverity;
  remedy: string;
  scope: ComplianceRuleText["scope"];
  kind: CheckKind;
  who: RuleSpeaker;
  /** What is looked for: one, two, or the steps. */
  matches: readonly MatchDraft[];
  /** Empty: it does not matter. */
  seconds: string;
};

export const EMPTY_MATCH: MatchDraft = { by: "phrase", text: "" };

export const NEW_RULE: RuleDraft = {
  name: "",
  severity: "major",
  remedy: "",
  scope: "all",
  kind: "must_not_say",
  who: "agent",
  matches: [EMPTY_MATCH, EMPTY_MATCH],
  seconds: "",
};

export const MOST_STEPS = 8;

/** The places of a rule that are filled in, with where the server speaks of them. */
export function partsOf({ kind, matches }: RuleDraft): { label: string; path: string; at: number }[] {
  switch (kind) {
    case "must_say":
    case "must_not_say":
      return [{ label: "What", path: "match", at: 0 }];
    case "must_ask_before":
      return [
        { label: "This must come first", path: "first", at: 0 },
        { label: "Only then this", path: "then", at: 1 },
      ];
    case "in_order":
      return matches.map((_, at) => ({ label: `Step ${at + 1}`, path: `steps.${at}`, at }));
    case "must_answer":
      return [
        { label: "When the caller says", path: "when", at: 0 },
        { label: "The agent must answer with", path: "then", at: 1 },
      ];
  }
}

/** What is sent of a draft. */
export function checkOf({ kind, who, matches, seconds }: RuleDraft): RuleCheck {
  const [first, then] = [matchOf(matches[0] ?? EMPTY_MATCH), matchOf(matches[1] ?? EMPTY_MATCH)];
  const within = seconds === "" ? null : Number(seconds);
  switch (kind) {
    case "must_say":
      return { kind, who, match: first, withinSeconds: within };
    case "must_not_say":
      return { kind, who, match: first };
    case "must_ask_before":
      return { kind, first, then };
    case "in_order":
      return { kind, steps: matches.map(matchOf) };
    case "must_answer":
      return { kind, when: first, then, withinSeconds: within ?? 30 };
  }
}

/** A rule as it is, for changing or copying it. */
export function draftOf({ name, severity, remedy, scope, check }: ComplianceRuleText): RuleDraft {
  const withinSeconds = "withinSeconds" in check ? check.withinSeconds : null;
  const matches = matchesOf(check).map(typedMatch);
  return {
    name,
    severity,
    remedy,
    scope,
    kind: check.kind,
    who: "who" in check ? check.who : "agent",
    matches: matches.length < 2 ? [...matches, EMPTY_MATCH] : matches,
    seconds: withinSeconds === null ? "" : String(withinSeconds),
  };
}

function matchesOf(check: RuleCheck): RuleMatch[] {
  if (check.kind === "in_order") return check.steps;
  if (check.kind === "must_ask_before") return [check.first, check.then];
  if (check.kind === "must_answer") return [check.when, check.then];
  return [check.match];
}

function matchOf({ by, text }: MatchDraft): RuleMatch {
  switch (by) {
    case "phrase":
      return {
        kind: by,
        phrases: text
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean),
      };
    case "pattern":
      return { kind: by, pattern: text.trim() };
    case "meaning":
      return { kind: by, meaning: text.trim() };
    case "tool":
      return { kind: by, name: text.trim() };
    case "card_number":
      return { kind: by };
    case "disclosure":
    case "recording":
      return { kind: "notice", notice: by };
  }
}

function typedMatch(match: RuleMatch): MatchDraft {
  switch (match.kind) {
    case "phrase":
      return { by: "phrase", text: match.phrases.join("\n") };
    case "pattern":
      return { by: "pattern", text: match.pattern };
    case "meaning":
      return { by: "meaning", text: match.meaning };
    case "tool":
      return { by: "tool", text: match.name };
    case "card_number":
      return { by: "card_number", text: "" };
    case "notice":
      return { by: match.notice, text: "" };
  }
}
