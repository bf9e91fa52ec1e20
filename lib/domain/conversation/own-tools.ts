import { isAgreement } from "@/lib/domain/consent/agreement";
import { type OwnToolRule, ruleOf } from "@/lib/domain/tools/reading-tools";
import { hasSpeech, say } from "./speaking";
import type { ConversationState, HistoryEntry, ToolUse } from "./state";
import type { Step } from "./step";

/*
 * Tools that the business made itself. What they may do is decided here and not by the model: how often, after whose consent, in which order. A
 * model that does whatever it is told gets no further than these rules.
 */

const ASK_GRACE_MS = 3000;
const LONGEST_QUESTION = 300;

const ASK_FIRST =
  "It is not done yet: the caller has to agree first. Tell the caller what will be done with every detail and ask whether that is right. When they have agreed, call this tool again with exactly the same input.";

/** Why a use is not begun now, as the model is told; null: it may be. `asksFirst`: that is no failure, the caller is only to be asked. */
export function refusalOfOwnTool(
  state: ConversationState,
  use: ToolUse,
  rule: OwnToolRule,
): { error: string; asksFirst: boolean } | null {
  const refused = (error: string) => ({ error, asksFirst: false });
  const ofTurn = state.history
    .slice(state.history.findLastIndex(({ role }) => role === "caller") + 1)
    .reduce((sum, entry) => sum + usesOf(entry).filter(({ name, ran }) => name === use.name && ran).length, 0);
  if (ofTurn >= rule.perTurn)
    return refused("It was used often enough for now. It was not done; answer with what you have.");
  if ((state.ownToolRuns[use.name] ?? 0) >= rule.perCall)
    return refused(
      "It was used as often as it may be in one call. It was not done. Say so, and offer to take a message.",
    );
  if (rule.confirm === "caller" && !hasAgreed(state.history, use)) return { error: ASK_FIRST, asksFirst: true };
  if (rule.confirm === "person" && state.settings.people === null)
    return refused(
      state.settings.isTest
        ? "A colleague has to allow it, and in a test call nobody is asked. It was not done. Say so."
        : "A colleague has to allow it, and nobody can be asked. It was not done. Say so, and offer to take a message.",
    );
  return null;
}

/** Begins a use, or lets it wait for another that is to be over first. */
export function startOwnTool(step: Step, generation: number, use: ToolUse, rule: OwnToolRule): void {
  const inOrder = rule.mode === "one_after_another";
  if (inOrder && runningInOrder(step.state, use.toolCallId))
    step.set({ waitingTools: [...step.state.waitingTools, use.toolCallId] });
  else begin(step, use, rule);
  const { phrases } = step.state.settings;
  const words = rule.confirm === "person" ? phrases.asking : rule.sayWhile;
  const hasSaid =
    hasSpeech(step, generation) ||
    step.state.history.some((entry) => entry.role === "agent" && entry.generation === generation && entry.text !== "");
  if (words !== "" && !hasSaid) say(step, "filler", words);
}

/** One that was waited for is over. */
export function startNextOwnTool(step: Step): void {
  const [next, ...waiting] = step.state.waitingTools;
  if (next === undefined || runningInOrder(step.state, next)) return;
  step.set({ waitingTools: waiting });
  const use = step.state.history.flatMap(usesOf).find(({ toolCallId }) => toolCallId === next);
  const rule = use && ruleOf(step.state.settings.ownTools, use.name);
  if (use && rule && use.result === null) begin(step, use, rule);
}

function begin(step: Step, { toolCallId, name, input }: ToolUse, rule: OwnToolRule): void {
  const { settings, ownToolRuns } = step.state;
  const history = step.state.history.map((entry) =>
    entry.role === "agent" && entry.tools.some((use) => use.toolCallId === toolCallId)
      ? { ...entry, tools: entry.tools.map((use) => (use.toolCallId === toolCallId ? { ...use, ran: true } : use)) }
      : entry,
  );
  step.set({ history, ownToolRuns: { ...ownToolRuns, [name]: (ownToolRuns[name] ?? 0) + 1 } });
  const approval = rule.confirm === "person" ? questionOf(rule.title, input) : null;
  step.effect({ kind: "run_tool", toolCallId, name, input, approval });
  const askMs = approval === null ? 0 : settings.tools.askMs + ASK_GRACE_MS;
  step.setTimer(`tool_hard:${toolCallId}`, askMs + rule.limitMs);
  if (!("tool_soft" in step.state.timers)) step.setTimer("tool_soft", settings.tools.softLimitMs);
}

const runningInOrder = ({ history, settings, waitingTools }: ConversationState, besides: string): boolean =>
  history
    .flatMap(usesOf)
    .some(
      ({ toolCallId, name, result, ran }) =>
        toolCallId !== besides &&
        !waitingTools.includes(toolCallId) &&
        ran === true &&
        result === null &&
        ruleOf(settings.ownTools, name)?.mode === "one_after_another",
    );

/**
 * Whether the caller has agreed to exactly this: it was asked for in the agent's turn before, the caller heard something then, what they said to
 * it is a yes, and it was not used up since.
 */
function hasAgreed(history: readonly HistoryEntry[], use: ToolUse): boolean {
  const key = keyOf(use);
  const lastCaller = history.findLastIndex(({ role }) => role === "caller");
  if (lastCaller < 0) return false;
  let first = lastCaller;
  while (first > 0 && history[first - 1]?.role === "caller") first -= 1;
  const said = history.slice(first, lastCaller + 1).map(({ text }) => text);
  if (!isAgreement(said.join(" "))) return false;
  const before = history.slice(0, first).findLastIndex(({ role }) => role === "caller");
  const turn = history.slice(before + 1, first);
  const askedAt = turn.findIndex((entry) => usesOf(entry).some((other) => keyOf(other) === key && !other.ran));
  const wasTold = askedAt >= 0 && turn.slice(askedAt).some(({ role, text }) => role === "agent" && text.trim() !== "");
  const isUsedUp = history
    .slice(first)
    .flatMap(usesOf)
    .some((other) => other.ran && keyOf(other) === key);
  return wasTold && !isUsedUp;
}

const usesOf = (entry: HistoryEntry): readonly ToolUse[] => (entry.role === "agent" ? entry.tools : []);

/** The same thing said a little otherwise is the same. */
function keyOf({ name, input }: ToolUse): string {
  const plain = Object.entries(input)
    .map(([field, value]): [string, string] => [
      field,
      typeof value === "string"
        ? value
            .toLowerCase()
            .replaceAll(/\s+/g, " ")
            .replace(/[.!?]+$/, "")
            .trim()
        : JSON.stringify(value),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name} ${JSON.stringify(plain)}`;
}

function questionOf(title: string, input: Record<string, unknown>): string {
  const details = Object.entries(input).map(([name, value]) => `${name.replaceAll("_", " ")}: ${String(value)}`);
  const question = [`May I do this: ${title}?`, details.join(", ")].filter(Boolean).join(" ");
  return question.length > LONGEST_QUESTION ? `${question.slice(0, LONGEST_QUESTION - 1)}…` : question;
}
