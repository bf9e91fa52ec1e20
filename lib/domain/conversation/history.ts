import type { CallEvent } from "@/lib/contracts/live/events";
import { isForeignTool } from "@/lib/domain/tools/reading-tools";
import type { AssistantPart, ModelMessage, UserPart } from "./messages";
import type { HistoryEntry, ToolUse } from "./state";

export type MessageOptions = {
  /** What the caller says now, not in the history yet. */
  alsoSaid?: string | null;
  /** What was found for the caller's last words; put before them. */
  knowledge?: string | null;
  /** Results that are not the business's own words: told while they are of this turn, or never. */
  foreign?: "this turn" | "none";
};

const WAS_SHOWN = { note: "It was shown when it was found." };

/**
 * The conversation as a model may be told it: roles alternate, the caller comes first, and every tool call is followed by a
 * result, if only "still running".
 */
export function toMessages(
  history: readonly HistoryEntry[],
  summary: string | null,
  { alsoSaid = null, knowledge = null, foreign = "none" }: MessageOptions = {},
): ModelMessage[] {
  const messages: ModelMessage[] = [];
  const user = (part: UserPart) => {
    const last = messages.at(-1);
    if (last?.role === "user") messages[messages.length - 1] = { role: "user", content: [...last.content, part] };
    else messages.push({ role: "user", content: [part] });
  };
  const assistant = (content: readonly AssistantPart[]) => {
    const last = messages.at(-1);
    if (last?.role === "assistant" && !hasToolCall(last.content))
      messages[messages.length - 1] = { role: "assistant", content: [...last.content, ...content] };
    else messages.push({ role: "assistant", content });
  };
  const lastCaller = history.findLastIndex(({ role }) => role === "caller");
  if (summary) user({ kind: "text", text: `(Earlier in this call: ${summary})` });
  for (const [at, entry] of history.entries()) {
    if (entry.role === "colleague") {
      if (messages.length === 0) user({ kind: "text", text: "(The call is connected.)" });
      assistant([{ kind: "text", text: colleagueLine(entry) }]);
      continue;
    }
    if (entry.role === "caller") {
      if (knowledge && alsoSaid === null && at === lastCaller) user({ kind: "text", text: knowledge });
      user({ kind: "text", text: entry.text });
      continue;
    }
    const content: AssistantPart[] = [];
    if (entry.text.trim()) content.push({ kind: "text", text: entry.text.trim() });
    for (const { toolCallId, name, input } of entry.tools) content.push({ kind: "tool-call", toolCallId, name, input });
    if (content.length === 0) continue;
    if (messages.length === 0) user({ kind: "text", text: "(The call is connected.)" });
    assistant(content);
    const isTold = foreign === "this turn" && at > lastCaller && alsoSaid === null;
    for (const use of entry.tools) user(toolResult(use, isTold));
  }
  if (alsoSaid && knowledge) user({ kind: "text", text: knowledge });
  if (alsoSaid) user({ kind: "text", text: alsoSaid });
  // A model answers somebody; it does not go on talking to itself.
  if (messages.at(-1)?.role !== "user") user({ kind: "text", text: "(The caller is waiting.)" });
  return messages;
}

/**
 * What a colleague said stands on the business's side of the conversation, where no caller can write, and under their name; the steering block says
 * what such a line is.
 */
export const colleagueLine = ({ name, text }: Extract<HistoryEntry, { role: "colleague" }>): string =>
  `${colleagueMark(name)} ${text}`;

export const colleagueMark = (name: string): string => `[colleague ${name.replace(/[[\]\s]+/g, " ").trim()}]`;

const hasToolCall = (content: readonly AssistantPart[]) => content.some((part) => part.kind === "tool-call");

function toolResult({ toolCallId, name, result }: ToolUse, foreignIsTold: boolean): UserPart {
  if (result && !result.failed && isForeignTool(name) && !foreignIsTold)
    return { kind: "tool-result", toolCallId, output: WAS_SHOWN, failed: false };
  return result
    ? { kind: "tool-result", toolCallId, output: result.output, failed: result.failed }
    : { kind: "tool-result", toolCallId, output: { status: "still running" }, failed: false };
}

/** Characters of what was said, as the context limit counts them. */
export function historyChars(history: readonly HistoryEntry[]): number {
  return history.reduce(
    (sum, entry) =>
      sum +
      entry.text.length +
      (entry.role === "agent" ? entry.tools.reduce((n, use) => n + JSON.stringify(use).length, 0) : 0),
    0,
  );
}

/** The rest of an answer that was cut off, from the beginning of the sentence it was cut off in. */
export function unsaidOf(text: string, heardText: string): string {
  if (!text.startsWith(heardText) || heardText.trim() === text.trim()) return "";
  const ends = [". ", "! ", "? "].map((end) => heardText.lastIndexOf(end));
  const last = Math.max(...ends);
  return text.slice(last < 0 ? 0 : last + 2).trim();
}

/** Of a call that had ended for its agent, and goes on. */
const CAME_BACK =
  "(The caller was put through to a colleague by telephone and has come back to you. You did not hear what was said there, if anything.)";

/** What a worker that takes a call over knows of it: the finals, what was heard of the answers, and the tools' results. */
export function historyFromEvents(events: readonly CallEvent[]): HistoryEntry[] {
  const history: HistoryEntry[] = [];
  const agentEntry = (turnId: string): Extract<HistoryEntry, { role: "agent" }> => {
    const generation = Number(turnId.slice(1));
    const known = history.find((entry) => entry.role === "agent" && entry.generation === generation);
    if (known?.role === "agent") return known;
    const fresh = { role: "agent" as const, generation, text: "", tools: [] };
    history.push(fresh);
    return fresh;
  };
  const replace = (entry: HistoryEntry, by: HistoryEntry) => void (history[history.indexOf(entry)] = by);

  let isLineLost = false;
  let colleague = "";
  for (const { body, seq } of events) {
    if (body.type === "line.connected") isLineLost = false;
    else if (body.type === "line.closed") isLineLost = true;
    else if (body.type === "segment.final" && body.speaker === "caller") {
      history.push({ role: "caller", turnId: body.turnId, text: body.text });
    } else if (body.type === "segment.final" && body.speaker === "human") {
      history.push({ role: "colleague", turnId: body.turnId, name: colleague, text: body.text });
    } else if (body.type === "call.ended") {
      history.push({ role: "caller", turnId: `back${seq}`, text: CAME_BACK });
    } else if (body.type === "supervisor.acted" && body.action === "take_over") {
      colleague = body.name;
    } else if (body.type === "answer.ended") {
      const entry = agentEntry(body.turnId);
      const unsaid = isLineLost ? unsaidOf(body.text, body.heardText) : "";
      replace(entry, { ...entry, text: body.heardText, ...(unsaid === "" ? {} : { unsaid }) });
    } else if (body.type === "tool.called") {
      const entry = agentEntry(body.turnId);
      const use: ToolUse = {
        toolCallId: body.toolCallId,
        name: body.name,
        input: body.input,
        result: null,
        startedAtMs: 0,
      };
      replace(entry, { ...entry, tools: [...entry.tools, use] });
    } else if (body.type === "tool.finished") {
      const entry = agentEntry(body.turnId);
      const tools = entry.tools.map((use) =>
        use.toolCallId === body.toolCallId ? { ...use, result: { output: body.output, failed: !body.ok } } : use,
      );
      replace(entry, { ...entry, tools });
    }
  }
  const lost = { output: { error: "The result was lost when the line broke." }, failed: true };
  return history
    .map((entry) =>
      entry.role === "agent"
        ? { ...entry, tools: entry.tools.map((use) => (use.result ? use : { ...use, result: lost })) }
        : entry,
    )
    .filter((entry) => entry.role !== "agent" || entry.text !== "" || entry.tools.length > 0);
}
