import type { ComplianceRuleInForce, RuleCheck, RuleMatch } from "@/lib/contracts/compliance";
import type { CallEventBody } from "@/lib/contracts/live/events";
import type { LiveFinding } from "@/lib/contracts/quality";
import { type Found, foldSaid, type Matcher, matcherOf, type Seen } from "./match";

/** A rule made ready to be held against what is said. */
export type ReadyRule = { rule: ComplianceRuleInForce; check: ReadyCheck };

type ReadyCheck =
  | { kind: "must_say"; who: "agent" | "caller" | "anyone"; match: Matcher; withinMs: number | null }
  | { kind: "must_not_say"; who: "agent" | "caller" | "anyone"; match: Matcher }
  | { kind: "must_ask_before"; first: Matcher; then: Matcher }
  | { kind: "in_order"; steps: readonly Matcher[] }
  | { kind: "must_answer"; when: Matcher; then: Matcher; withinMs: number };

/** How far a rule has come in a call. */
type Progress = { done: boolean; step: number; due: (Found & { byMs: number }) | null };
export type WatchState = {
  progress: readonly Progress[];
  isOutbound: boolean;
  isRecorded: boolean;
  /** Where nobody spoke for the business, nothing was kept from anybody. */
  hasSpoken: boolean;
  /** Each breach is told once. */
  told: ReadonlySet<string>;
};

/** The rules that can be told from words, ready; those by meaning are judged after the call. */
export function readyRules(rules: readonly ComplianceRuleInForce[], businessName: string): ReadyRule[] {
  return rules.flatMap((rule) => {
    const check = readyCheck(rule.check, businessName);
    return check ? [{ rule, check }] : [];
  });
}

export const newWatch = (rules: readonly ReadyRule[]): WatchState => ({
  progress: rules.map(() => ({ done: false, step: 0, due: null })),
  isOutbound: false,
  isRecorded: false,
  hasSpoken: false,
  told: new Set(),
});

/**
 * Holds one fact of a call against the rules. Pure: told again in the same order it finds the same. `nowMs` counts from the call's first media stream and is
 * what a time limit is held against.
 */
export function watchFact(
  rules: readonly ReadyRule[],
  state: WatchState,
  body: CallEventBody,
  nowMs: number,
): { state: WatchState; findings: LiveFinding[] } {
  const isOutbound = body.type === "call.started" ? body.direction === "outbound" : state.isOutbound;
  const isRecorded = state.isRecorded || body.type === "recording.started";
  if (body.type === "finding.noted")
    return { state: { ...state, told: new Set(state.told).add(body.finding.findingId) }, findings: [] };
  const seen = seenIn(body, nowMs);
  const isOver = body.type === "call.ended";
  const hasSpoken = state.hasSpoken || (seen?.kind === "said" && seen.by === "agent");
  const after = { ...state, isOutbound, isRecorded, hasSpoken };
  if (!seen && !isOver) return { state: after, findings: [] };
  const folded = seen?.kind === "said" ? foldSaid(seen.text) : "";
  const told = new Set(state.told);
  const findings: LiveFinding[] = [];
  const progress = rules.map(({ rule, check }, index) => {
    const before = state.progress[index] as Progress;
    if (before.done || (rule.scope === "outbound" && !isOutbound)) return before;
    const judged = judge(check, before, { seen, folded, nowMs: seen?.atMs ?? nowMs, isOver, hasSpoken });
    // Nothing is owed to whom nobody records; what was said counts all the same.
    const isOwed = rule.scope !== "recorded" || isRecorded;
    if (judged.breach && !isOwed && !isOver) return before;
    if (judged.breach && isOwed) {
      const finding = findingOf(rule, judged.breach);
      if (!told.has(finding.findingId)) findings.push(finding);
      told.add(finding.findingId);
    }
    return judged.progress;
  });
  return { state: { ...after, progress, told }, findings };
}

type Breach = Found & { what: string };
type Moment = { seen: Seen | null; folded: string; nowMs: number; isOver: boolean; hasSpoken: boolean };
type Judged = { progress: Progress; breach: Breach | null };

function judge(check: ReadyCheck, before: Progress, { seen, folded, nowMs, isOver, hasSpoken }: Moment): Judged {
  const find = (match: Matcher, who: "agent" | "caller" | "anyone" = "agent"): Found | null =>
    seen && isBy(seen, who) ? match(seen, folded) : null;
  const going = (progress: Partial<Progress> = {}, breach: Breach | null = null): Judged => ({
    progress: { ...before, ...progress },
    breach,
  });
  switch (check.kind) {
    case "must_say": {
      const found = find(check.match, check.who);
      const isLate = check.withinMs !== null && (found?.atMs ?? nowMs) > check.withinMs;
      if (found && !isLate) return going({ done: true });
      // Who hangs up before the time is over breaks nothing.
      if (!hasSpoken || (!isLate && (!isOver || check.withinMs !== null))) return going();
      const when = check.withinMs === null ? "in the call" : `within ${Math.round(check.withinMs / 1000)} s`;
      return going({ done: true }, { segmentId: null, quote: null, atMs: nowMs, what: `It was not said ${when}.` });
    }
    case "must_not_say": {
      const found = find(check.match, check.who);
      return found ? going({}, { ...found, what: "It was said." }) : going();
    }
    case "must_ask_before": {
      if (find(check.first)) return going({ done: true });
      const found = find(check.then);
      return found ? going({ done: true }, { ...found, what: "It was said before what must come first." }) : going();
    }
    case "in_order": {
      const at = check.steps.findIndex((step, index) => index >= before.step && find(step) !== null);
      if (at < 0) return going();
      const found = check.steps[at] ? find(check.steps[at]) : null;
      if (at > before.step && found)
        return going({ done: true }, { ...found, what: `Step ${at + 1} came before step ${before.step + 1}.` });
      return going({ step: at + 1, done: at + 1 === check.steps.length });
    }
    case "must_answer": {
      const due = before.due ?? asDue(find(check.when, "caller"), check.withinMs);
      if (!due) return going();
      if (before.due && find(check.then) && nowMs <= due.byMs) return going({ due: null });
      if (nowMs <= due.byMs && !isOver) return going({ due });
      const { byMs: _byMs, ...asked } = due;
      return going({ due: null }, { ...asked, what: "The caller said this, and it was not answered as it must be." });
    }
  }
}

const asDue = (found: Found | null, withinMs: number): Progress["due"] =>
  found ? { ...found, byMs: found.atMs + withinMs } : null;

const isBy = (seen: Seen, who: "agent" | "caller" | "anyone"): boolean =>
  seen.kind !== "said" ? who !== "caller" : who === "anyone" || seen.by === who;

function seenIn(body: CallEventBody, nowMs: number): Seen | null {
  switch (body.type) {
    case "segment.final": {
      const { segmentId, speaker, text, startMs } = body;
      return { kind: "said", by: speaker === "caller" ? "caller" : "agent", segmentId, text, atMs: startMs };
    }
    case "answer.ended":
      return { kind: "said", by: "agent", segmentId: body.segmentId, text: body.heardText, atMs: body.startMs };
    case "notice.given":
      return { kind: "notice", notice: body.kind, atMs: nowMs };
    case "tool.finished":
      return body.ok ? { kind: "tool", name: body.name, atMs: nowMs } : null;
    default:
      return null;
  }
}

const findingOf = (
  { key, name, severity, remedy }: ComplianceRuleInForce,
  { segmentId, quote, atMs, what }: Breach,
): LiveFinding => ({
  findingId: `${key}#${segmentId ?? "missing"}`,
  ruleId: key,
  ruleName: name,
  severity,
  what,
  remedy,
  segmentId,
  quote,
  atMs,
});

function readyCheck(check: RuleCheck, businessName: string): ReadyCheck | null {
  const ready = (match: RuleMatch): Matcher | null => matcherOf(withName(match, businessName));
  switch (check.kind) {
    case "must_say": {
      const match = ready(check.match);
      const { who, withinSeconds } = check;
      return match && { kind: check.kind, who, match, withinMs: withinSeconds === null ? null : withinSeconds * 1000 };
    }
    case "must_not_say": {
      const match = ready(check.match);
      return match && { kind: check.kind, who: check.who, match };
    }
    case "must_ask_before": {
      const [first, then] = [ready(check.first), ready(check.then)];
      return first && then && { kind: check.kind, first, then };
    }
    case "in_order": {
      const steps = check.steps.map(ready).filter((step) => step !== null);
      return steps.length === check.steps.length ? { kind: check.kind, steps } : null;
    }
    case "must_answer": {
      const [when, then] = [ready(check.when), ready(check.then)];
      return when && then && { kind: check.kind, when, then, withinMs: check.withinSeconds * 1000 };
    }
  }
}

const withName = (match: RuleMatch, businessName: string): RuleMatch =>
  match.kind === "phrase"
    ? { ...match, phrases: match.phrases.map((phrase) => phrase.replace("{business}", businessName)) }
    : match;
