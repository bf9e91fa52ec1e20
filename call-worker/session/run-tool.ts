import { randomUUID } from "node:crypto";
import type { ToolName } from "@/lib/contracts/agent-config";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { openingAnswer, type Schedule } from "@/lib/domain/schedule/opening-hours";
import { TOOL_DEFINITIONS, GetOpeningHoursInput, TakeMessageInput } from "@/lib/domain/tools/tool-specs";

export type ToolOutcome = { output: unknown; failed: boolean };

export type ToolContext = {
  allowed: readonly ToolName[];
  schedule: Schedule;
  /** Wall time, epoch milliseconds. */
  nowMs: number;
  /** Puts a fact into the call's journal: once it is there, it is done. */
  record: (body: CallEventBody) => void;
};

/**
 * Performs one tool call. Input comes from a model and is checked like a stranger's; a refusal is a result the model can act on.
 * Never throws.
 */
export function runTool(name: string, input: Record<string, unknown>, context: ToolContext): ToolOutcome {
  if (!(name in TOOL_DEFINITIONS) || !context.allowed.includes(name as ToolName)) {
    return { output: { error: `There is no tool called ${name}.` }, failed: true };
  }
  switch (name) {
    case "get_opening_hours":
      return getOpeningHours(input, context);
    case "take_message":
      return takeMessage(input, context);
    default:
      return { output: { error: `${name} can't be used now.` }, failed: true };
  }
}

function getOpeningHours(input: Record<string, unknown>, { schedule, nowMs }: ToolContext): ToolOutcome {
  const parsed = GetOpeningHoursInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error.issues);
  const answer = openingAnswer(schedule, nowMs, parsed.data.day ?? null);
  if (!answer) {
    return {
      output: { error: "The day must be today, tomorrow, a weekday's English name or a date as YYYY-MM-DD." },
      failed: true,
    };
  }
  return { output: answer, failed: false };
}

function takeMessage(input: Record<string, unknown>, { record }: ToolContext): ToolOutcome {
  const parsed = TakeMessageInput.safeParse(input);
  if (!parsed.success) return invalid(parsed.error.issues);
  const { caller_name: callerName, callback_number: callbackNumber, message: text } = parsed.data;
  const messageId = randomUUID();
  record({ type: "message.taken", messageId, callerName, callbackNumber, text });
  return {
    output: { ok: true, spoken: `I have noted your message, ${callerName}, and will pass it on.` },
    failed: false,
  };
}

function invalid(issues: readonly { path: PropertyKey[]; message: string }[]): ToolOutcome {
  const problems = issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  return { output: { error: "The input is not right.", problems }, failed: true };
}
