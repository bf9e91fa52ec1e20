import { beginCapture } from "./capture";
import { onToolDone } from "./claims";
import { onDigitsUsed } from "./guard-cards";
import { stopRecording } from "./recording";
import { closeWith } from "./closing";
import { activeSpeech, hasSpeech, say } from "./speaking";
import { ASK_TOOL, STOP_RECORDING_TOOL } from "@/lib/domain/tools/tool-specs";
import { isForeignTool, ruleOf } from "@/lib/domain/tools/reading-tools";
import { findPerson, onMessageTaken, promiseCallback } from "./find-person";
import { recordFinding } from "./knowledge";
import { refusalOfOwnTool, startNextOwnTool, startOwnTool } from "./own-tools";
import { agentTurnId, type ConversationState, type HistoryEntry, type LookupFinding, type ToolUse } from "./state";
import type { Step } from "./step";

/** A tool the machine performs itself: it is a rule about speech, not an action in the world. */
export const END_CALL_TOOL = "end_call";
/** So is this one: what the agent says first, and then the carrier dials. */
export const TRANSFER_TOOL = "transfer_to_person";
/** And this: who may hear what the caller gives in secret. */
export const COLLECT_TOOL = "collect_secret_digits";

const MESSAGE_TOOL = "take_message";
/** What goes out by it cannot be called back when it takes long. */
const TEXT_TOOL = "send_text";

/** A colleague's time is up before the tool's is. */
const ASK_GRACE_MS = 3000;

type Wanted = { toolCallId: string; name: string; input: Record<string, unknown> | null };

/** Starts the calls a model asked for, side by side, inside the limits. A refused one gets its result at once. */
export function startTools(step: Step, generation: number, wanted: readonly Wanted[]): void {
  for (const { toolCallId, name, input } of wanted) {
    const use: ToolUse = { toolCallId, name, input: input ?? {}, result: null, startedAtMs: step.nowMs };
    addUse(step, generation, use);
    onDigitsUsed(step, use.input);
    const rule = ruleOf(step.state.settings.ownTools, name);
    const title = rule && { title: rule.title };
    step.fact({ type: "tool.called", toolCallId, turnId: agentTurnId(generation), name, ...title, input: use.input });
    const refusal =
      input === null
        ? "The input was not valid JSON. Call the tool again with valid input."
        : (notAllowed(step.state, name) ?? overLimit(step, name, input));
    if (refusal) {
      finishTool(step, toolCallId, { error: refusal }, true);
    } else if (rule) {
      const held = refusalOfOwnTool(step.state, use, rule);
      if (!held) startOwnTool(step, generation, use, rule);
      else finishTool(step, toolCallId, { error: held.error }, true, null, held.asksFirst);
    } else if (name === END_CALL_TOOL) {
      finishTool(step, toolCallId, { ok: true, note: "The call ends once your goodbye has been heard." }, false);
      const reason = reasonOf(use.input, "The conversation was finished");
      closeWith(step, { disposition: "agent_ended", reason, next: { kind: "hang_up" } });
    } else if (name === TRANSFER_TOOL) {
      transfer(step, toolCallId, reasonOf(use.input, "The caller needs a person"));
    } else if (name === COLLECT_TOOL) {
      collect(step, toolCallId, generation, use.input.what);
    } else if (name === STOP_RECORDING_TOOL) {
      stopByTool(step, toolCallId, use.input.refused === true);
    } else {
      step.effect({ kind: "run_tool", toolCallId, name, input: use.input });
      const { hardLimitMs, askMs } = step.state.settings.tools;
      step.setTimer(`tool_hard:${toolCallId}`, name === ASK_TOOL ? askMs + ASK_GRACE_MS : hardLimitMs);
      if (name === ASK_TOOL && !hasSpeech(step, generation) && !spokenBefore(step.state, generation))
        say(step, "filler", step.state.settings.phrases.asking);
      if (!("tool_soft" in step.state.timers)) step.setTimer("tool_soft", step.state.settings.tools.softLimitMs);
    }
  }
}

export function finishTool(
  step: Step,
  toolCallId: string,
  output: unknown,
  failed: boolean,
  looked: LookupFinding | null = null,
  /** It is only to be asked for first. */
  asksFirst = false,
): void {
  const found = findUse(step.state, toolCallId);
  // A late result of an abandoned call, or one of a call that never was.
  if (!found || found.use.result) return;
  step.cancelTimer(`tool_hard:${toolCallId}`);
  const history = step.state.history.map((entry) =>
    entry === found.entry
      ? {
          ...found.entry,
          tools: found.entry.tools.map((use) => (use === found.use ? { ...use, result: { output, failed } } : use)),
        }
      : entry,
  );
  step.set({ history, historyVersion: step.state.historyVersion + 1 });
  step.fact({
    type: "tool.finished",
    toolCallId,
    turnId: agentTurnId(found.entry.generation),
    name: found.use.name,
    ok: !failed || asksFirst,
    output,
    durationMs: step.nowMs - found.use.startedAtMs,
  });
  onToolDone(step, { ...found.use, result: { output, failed } });
  if (found.use.name === MESSAGE_TOOL && !failed) onMessageTaken(step, found.use.input);
  if (found.use.name === ASK_TOOL && !failed && isUnanswered(output))
    promiseCallback(step, `A colleague did not answer in time: ${String(found.use.input.question)}`);
  if (looked) recordFinding(step, found.entry.generation, looked, "tool");
  startNextOwnTool(step);
  if (!anyToolRunning(step.state)) step.cancelTimer("tool_soft");
}

/** Since the caller spoke last, a tool has brought words that are not the business's own. */
export function hasForeignResult(history: readonly HistoryEntry[]): boolean {
  return history
    .slice(history.findLastIndex(({ role }) => role === "caller") + 1)
    .some(
      (entry) =>
        entry.role === "agent" &&
        entry.tools.some(({ name, result }) => result && !result.failed && isForeignTool(name)),
    );
}

/** The tool takes long: the caller is told, once. */
export function onToolSoftTimer(step: Step): void {
  if (!anyToolRunning(step.state)) return;
  const { phrases, search } = step.state.settings;
  if (!activeSpeech(step)) say(step, "filler", phrases.waiting);
  // A person takes longer than a program: whoever waits for one is told again.
  if (isAsking(step.state)) step.setTimer("tool_soft", search.companyEveryMs);
}

export function onToolHardTimer(step: Step, toolCallId: string): void {
  step.effect({ kind: "abandon_tool", toolCallId });
  const use = findUse(step.state, toolCallId)?.use;
  const mayBeDone =
    use && (use.name === TEXT_TOOL || ruleOf(step.state.settings.ownTools, use.name)?.effect === "changes");
  const error = mayBeDone
    ? "It took too long. It is not known whether it was done: do not say that it was."
    : "It took too long and was given up. Say so honestly.";
  finishTool(step, toolCallId, { error }, true);
}

const isUnanswered = (output: unknown): boolean =>
  typeof output === "object" && output !== null && "answered" in output && output.answered === false;

const isAsking = (state: ConversationState): boolean =>
  state.history.some(
    (entry) => entry.role === "agent" && entry.tools.some(({ name, result }) => name === ASK_TOOL && !result),
  );

export function anyToolRunning(state: ConversationState): boolean {
  return state.history.some((entry) => entry.role === "agent" && entry.tools.some((use) => use.result === null));
}

/** Nothing follows these but the end. */
export const onlyEnds = (tools: readonly { name: string }[]): boolean =>
  tools.every(({ name }) => name === END_CALL_TOOL || name === TRANSFER_TOOL);

/** True when the step's calls all have results, so that the model can go on. */
export function toolStepIsComplete(state: ConversationState): boolean {
  const { thinking } = state;
  if (!thinking?.done || thinking.speculative) return false;
  return thinking.tools.length > 0 && !anyToolRunning(state);
}

/** After the tool that looks for a person the model has said what it had to; without words of its own the engine tells the caller. */
export function tellSearchIfUnsaid(step: Step): boolean {
  const { thinking, search, settings } = step.state;
  if (!thinking || !search || thinking.tools.some(({ name }) => name !== TRANSFER_TOOL)) return false;
  const said = hasSpeech(step, thinking.generation) || spokenBefore(step.state, thinking.generation);
  step.set({ thinking: null });
  if (!said) say(step, "prompt", settings.phrases.findSomebody);
  return true;
}

/** After `end_call` or a transfer nothing more is asked of the model; without last words of its own the engine says some. */
export function sayGoodbyeIfUnsaid(step: Step): boolean {
  const { thinking, closing, settings } = step.state;
  const transferred = closing?.disposition === "transferred";
  if ((closing?.disposition !== "agent_ended" && !transferred) || !thinking) return false;
  if (!thinking.tools.some(({ name }) => name === END_CALL_TOOL || name === TRANSFER_TOOL)) return false;
  const said = hasSpeech(step, thinking.generation) || spokenBefore(step.state, thinking.generation);
  step.set({ thinking: null });
  const { phrases, escalation } = settings;
  const last = transferred ? escalation.announcement || phrases.connecting : phrases.goodbye;
  if (!said) say(step, "goodbye", last);
  return true;
}

function spokenBefore(state: ConversationState, generation: number): boolean {
  return state.history.some((entry) => entry.role === "agent" && entry.generation === generation && entry.text !== "");
}

function addUse(step: Step, generation: number, use: ToolUse): void {
  const known = step.state.history.some((entry) => entry.role === "agent" && entry.generation === generation);
  const history: HistoryEntry[] = known
    ? step.state.history.map((entry) =>
        entry.role === "agent" && entry.generation === generation ? { ...entry, tools: [...entry.tools, use] } : entry,
      )
    : [...step.state.history, { role: "agent", generation, text: "", tools: [use] }];
  const key = `${use.name} ${JSON.stringify(use.input)}`;
  step.set({
    history,
    historyVersion: step.state.historyVersion + 1,
    toolCallsThisTurn: step.state.toolCallsThisTurn + 1,
    toolCounts: { ...step.state.toolCounts, [key]: (step.state.toolCounts[key] ?? 0) + 1 },
  });
}

/** What the agent was never offered is not done, whoever made the model ask for it. */
function notAllowed({ settings: { allowedTools, ownTools } }: ConversationState, name: string): string | null {
  const isAllowed = allowedTools === null || allowedTools.includes(name) || ruleOf(ownTools, name) !== undefined;
  return isAllowed ? null : `There is no tool called ${name}.`;
}

function overLimit(step: Step, name: string, input: Record<string, unknown>): string | null {
  const { toolCallsThisTurn, toolCounts, settings } = step.state;
  if (toolCallsThisTurn > settings.tools.maxCallsPerTurn)
    return "Too many tool calls in one turn. Answer with what you have.";
  const identical = toolCounts[`${name} ${JSON.stringify(input)}`] ?? 0;
  if (identical > settings.tools.maxIdenticalPerCall) {
    return "This was asked several times already with the same input. Use the earlier result.";
  }
  return null;
}

function collect(step: Step, toolCallId: string, generation: number, what: unknown): void {
  if (!step.state.settings.collectsSecrets)
    return finishTool(step, toolCallId, { error: `There is no tool called ${COLLECT_TOOL}.` }, true);
  const refusal = beginCapture(step, toolCallId, what);
  if (refusal !== null) return finishTool(step, toolCallId, { error: refusal }, true);
  const said = hasSpeech(step, generation) || spokenBefore(step.state, generation);
  if (!said) say(step, "prompt", step.state.settings.phrases.keyItIn);
}

function stopByTool(step: Step, toolCallId: string, refused: boolean): void {
  const stopped = stopRecording(step, refused ? "refused" : "asked", refused ? 0 : step.state.lastTurnStartMs);
  const note = stopped
    ? "From now on nothing is recorded. Tell the caller."
    : "Nothing is being recorded. Tell the caller.";
  finishTool(step, toolCallId, { ok: true, note }, false);
}

const reasonOf = (input: Record<string, unknown>, otherwise: string): string =>
  typeof input.reason === "string" && input.reason.trim() !== "" ? input.reason.trim() : otherwise;

function transfer(step: Step, toolCallId: string, why: string): void {
  const { fallbackNumber, people, isTest } = step.state.settings;
  if (people) return transferToPeople(step, toolCallId, why);
  if (fallbackNumber === null) {
    const error = isTest
      ? "This is a test call, in which nobody is rung. Say so, and that in a real call you would look for somebody now."
      : "Nobody can be connected from this call. Say so, and offer to take a message.";
    finishTool(step, toolCallId, { error }, true);
    return;
  }
  finishTool(step, toolCallId, { ok: true, note: "They are connected once what you said has been heard." }, false);
  step.fact({ type: "call.transferring", to: fallbackNumber, why });
  closeWith(step, { disposition: "transferred", reason: why, next: { kind: "dial", to: fallbackNumber } });
}

function transferToPeople(step: Step, toolCallId: string, reason: string): void {
  const { search, nobodyFor } = step.state;
  if (nobodyFor !== null) {
    const error = "Nobody could be reached a moment ago. Say so, and take a message so that somebody calls back.";
    finishTool(step, toolCallId, { error }, true);
    return;
  }
  finishTool(step, toolCallId, { ok: true, note: "Somebody is being called. Stay with the caller meanwhile." }, false);
  if (!search) findPerson(step, { cause: "agent", reason }, true);
}

function findUse(state: ConversationState, toolCallId: string) {
  for (const entry of state.history) {
    if (entry.role !== "agent") continue;
    const use = entry.tools.find((candidate) => candidate.toolCallId === toolCallId);
    if (use) return { entry, use };
  }
  return null;
}
