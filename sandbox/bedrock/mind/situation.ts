import type { ConverseRequest, ToolResult } from "../request";
import { offeredTools } from "../request";
import { readBriefing, type Briefing } from "./briefing";
import { passageFacts, passagesOf, splitKnowledge, type Passage } from "./passages";
import type { Fact } from "./read-facts";
import { readLine } from "./steering";
import { viewTools, type ToolView } from "./tool-view";
import { findWish } from "./wish";

interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

/** A tool's result that has just come in, with what was asked of the tool. */
export interface FreshResult {
  readonly toolName: string;
  readonly input: unknown;
  readonly result: ToolResult;
}

/** A call of a tool that went well. */
export interface PastCall {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly result: ToolResult;
}

/** Everything the request says, as far as it matters for what to say next. */
export interface Situation {
  readonly briefing: Briefing;
  readonly tools: readonly ToolView[];
  /** What was said, tool calls and results left out. */
  readonly turns: readonly Turn[];
  readonly callerSaid: string;
  /** What the passages say that came with what the caller said last, or that a tool has found since. */
  readonly foundFacts: readonly Fact[];
  /** What earlier turns' passages said, and what colleagues said in this conversation. */
  readonly earlierFacts: readonly Fact[];
  /** What the model said last before the caller did. */
  readonly lastSaid: string;
  /** Results in the last message: the model's turn goes on from them. */
  readonly freshResults: readonly FreshResult[];
  /** Tools called since the caller last spoke. */
  readonly calledSince: readonly string[];
  /** What was said to go with those calls. */
  readonly saidSince: string;
  /** The turn at which a tool was last called well, by its name: what was said before belongs to that call. */
  readonly lastCallTurn: ReadonlyMap<string, number>;
  /** Every call that went well, oldest first. */
  readonly pastCalls: readonly PastCall[];
  /** Those that did not too, each with the turn at which it was answered. */
  readonly everyCall: readonly (PastCall & { readonly turn: number })[];
  /** What the caller wanted and could not have at once. */
  readonly wish: string | undefined;
  readonly todayIso: string;
}

export function readSituation(request: ConverseRequest, nowMs: number): Situation {
  const briefing = readBriefing(request.system.map((block) => block.text ?? "").join("\n"));
  const turns: Turn[] = [];
  const lastCallTurn = new Map<string, number>();
  const calls = new Map<string, { name: string; input: unknown }>();
  const pastCalls: PastCall[] = [];
  const everyCall: (PastCall & { turn: number })[] = [];
  let calledSince: string[] = [];
  let saidSince = "";
  let callerSaid = "";
  let lastSaid = "";
  let freshResults: FreshResult[] = [];
  let found: Passage[] = [];
  const earlier: Passage[] = [];
  const colleagues: Fact[] = [];
  for (const message of request.messages) {
    const lines = message.content.flatMap((block) => block.text ?? []);
    if (message.role === "assistant") for (const line of lines) colleagues.push(...readLine(line).facts);
    const written = lines.map((line) => (message.role === "assistant" ? readLine(line).said : line)).join("\n");
    // What stands between the tags of knowledge was not said by anybody.
    const { said: text, passages } =
      message.role === "user" ? splitKnowledge(written) : { said: written.trim(), passages: [] };
    if (text !== "") turns.push({ role: message.role, text });
    if (message.role === "assistant") {
      saidSince = text;
      for (const { toolUse } of message.content) {
        if (!toolUse) continue;
        calls.set(toolUse.toolUseId, { name: toolUse.name, input: toolUse.input });
        calledSince.push(toolUse.name);
      }
      continue;
    }
    freshResults = message.content.flatMap(({ toolResult }) => {
      if (!toolResult) return [];
      const call = calls.get(toolResult.toolUseId);
      passages.push(...(passagesOf(toolResult) ?? []));
      const toolName = call?.name ?? "";
      const input = typeof call?.input === "object" && call.input !== null ? { ...call.input } : {};
      const past = { name: toolName, input, result: toolResult };
      everyCall.push({ ...past, turn: turns.length });
      if (toolResult.status !== "error") {
        lastCallTurn.set(toolName, turns.length);
        pastCalls.push(past);
      }
      return [{ toolName, input: call?.input, result: toolResult }];
    });
    // A note in brackets beside tool results is the client's, not the caller's.
    if (freshResults.length === 0 || (text !== "" && !/^[[(<]/.test(text))) {
      lastSaid = turns.findLast((turn) => turn.role === "assistant")?.text ?? "";
      callerSaid = text;
      calledSince = [];
      saidSince = "";
      earlier.push(...found);
      found = [];
    }
    found.push(...passages);
  }
  const tools = viewTools(offeredTools(request));
  const messageTool = tools.find((tool) => tool.kind === "message");
  return {
    briefing,
    tools,
    turns,
    callerSaid,
    foundFacts: found.flatMap(passageFacts),
    earlierFacts: [...colleagues, ...earlier.flatMap(passageFacts)],
    lastSaid,
    freshResults,
    calledSince,
    saidSince,
    lastCallTurn,
    pastCalls,
    everyCall,
    wish: findWish(turns, lastCallTurn.get(messageTool?.name ?? "") ?? 0),
    todayIso: findToday(briefing.text) ?? new Date(nowMs).toISOString().slice(0, 10),
  };
}

/** The day a prompt says it is: an ISO date, or "Friday, 20 November 2026". */
function findToday(text: string): string | undefined {
  const near = /\b(?:today|now|current|date|time|it is (?=\w+day))\b[^\n]{0,60}/gi;
  for (const match of text.matchAll(near)) {
    const iso = /\b(20\d\d-\d\d-\d\d)\b/.exec(match[0])?.[1];
    if (iso) return iso;
    const written =
      /\b(\d{1,2}(?:st|nd|rd|th)? \p{Lu}\p{L}+,? 20\d\d|\p{Lu}\p{L}+ \d{1,2}(?:st|nd|rd|th)?,? 20\d\d)\b/u.exec(
        match[0],
      )?.[1];
    const parsed = written ? Date.parse(`${written.replace(/(\d)(?:st|nd|rd|th)/, "$1")} UTC`) : Number.NaN;
    if (!Number.isNaN(parsed)) return new Date(parsed).toISOString().slice(0, 10);
  }
  return undefined;
}
