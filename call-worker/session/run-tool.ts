import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { ToolName } from "@/lib/contracts/agent-config";
import type { CallEventBody } from "@/lib/contracts/live/events";
import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import type { LookupFinding } from "@/lib/domain/conversation/state";
import { openingAnswer, type Schedule } from "@/lib/domain/schedule/opening-hours";
import { SEARCH_TOOL } from "@/lib/domain/tools/reading-tools";
import { type AppointmentTool, isAppointmentTool } from "@/lib/domain/tools/appointment-tools";
import {
  ASK_TOOL,
  CheckCodeInput,
  GetOpeningHoursInput,
  SearchKnowledgeInput,
  SendTextInput,
  TakeMessageInput,
  TOOL_DEFINITIONS,
  VerifyAccountInput,
} from "@/lib/domain/tools/tool-specs";

/** `finding`: what of the business's knowledge the model was shown · `reference`: where what it did can be read back. */
export type ToolOutcome = {
  output: unknown;
  failed: boolean;
  finding?: LookupFinding;
  reference?: OutcomeReference | undefined;
};

/** Verifies callers of one call; whose call it is was settled when it was made. Both answer what the model is told. */
export type CallerVerifier = {
  start(saidAccountId: string): Promise<unknown>;
  check(saidCode: string): Promise<unknown>;
};

/** Appointments of one call's caller; which business, call and number that is was settled when it was made. */
export type AppointmentDesk = (tool: AppointmentTool, input: Record<string, unknown>) => Promise<ToolOutcome>;

export type TextInput = z.output<typeof SendTextInput>;
/** `sent`: what went out. */
type TextOutcome = ToolOutcome & { sent?: { what: string; text: string; messageSid: string } };
/** Texts the caller of one call; to which number, and what there is to send, was settled by the server. */
export type TextDesk = (input: TextInput) => Promise<TextOutcome>;

/** Tools that the business made itself, for one call's caller: which there are, and what each does. Never rejects. */
export type OwnTools = {
  names: ReadonlySet<string>;
  use(name: string, input: Record<string, unknown>): Promise<ToolOutcome>;
};

export type ToolContext = {
  allowed: readonly ToolName[];
  schedule: Schedule;
  /** Wall time, epoch milliseconds. */
  nowMs: number;
  /** Puts a fact into the call's journal: once it is there, it is done. */
  record: (body: CallEventBody) => void;
  /** Null where callers cannot be verified. */
  verifyCaller: CallerVerifier | null;
  /** Absent where there is nothing to look into; never rejects. */
  search?: ((question: string) => Promise<LookupFinding>) | undefined;
  /** Finds, books, moves and cancels for the caller of one call; absent where nothing can be booked. Checks its input itself. */
  appointments?: AppointmentDesk | undefined;
  /** Absent where nobody can be texted. */
  texts?: TextDesk | undefined;
  /** Absent where the agent has none. */
  own?: OwnTools | undefined;
  /** Absent where nobody can be asked; never rejects. */
  ask?: ((input: Record<string, unknown>) => ToolOutcome | Promise<ToolOutcome>) | undefined;
  onError: (error: unknown) => void;
};

/**
 * Performs one tool call. Input comes from a model and is checked like a stranger's; a refusal is a result the model can act on.
 * Never throws, nor rejects; what needs nobody else is answered at once.
 */
export function runTool(
  name: string,
  input: Record<string, unknown>,
  context: ToolContext,
): ToolOutcome | Promise<ToolOutcome> {
  if (name === SEARCH_TOOL && context.search) return searchKnowledge(input, context.search);
  if (name === ASK_TOOL && context.ask) return context.ask(input);
  if (context.own?.names.has(name)) return useOwn(name, input, context.own, context.onError);
  if (!(name in TOOL_DEFINITIONS) || !context.allowed.includes(name as ToolName)) {
    return { output: { error: `There is no tool called ${name}.` }, failed: true };
  }
  if (isAppointmentTool(name)) return useAppointments(name, input, context);
  switch (name) {
    case "get_opening_hours":
      return getOpeningHours(input, context);
    case "take_message":
      return takeMessage(input, context);
    case "send_text":
      return sendText(input, context);
    case "verify_account":
      return verify(VerifyAccountInput.safeParse(input), context, (verifier, data) => verifier.start(data.account_id));
    case "check_code":
      return verify(CheckCodeInput.safeParse(input), context, (verifier, data) => verifier.check(data.code));
    default:
      return { output: { error: `${name} can't be used now.` }, failed: true };
  }
}

function getOpeningHours(input: Record<string, unknown>, { schedule, nowMs }: ToolContext): ToolOutcome {
  const parsed = GetOpeningHoursInput.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
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
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { caller_name: callerName, callback_number: callbackNumber, message: text } = parsed.data;
  const messageId = randomUUID();
  record({ type: "message.taken", messageId, callerName, callbackNumber, text });
  return {
    output: { ok: true, spoken: `I have noted your message, ${callerName}, and will pass it on.` },
    failed: false,
  };
}

function sendText(
  input: Record<string, unknown>,
  { texts, record, onError }: ToolContext,
): ToolOutcome | Promise<ToolOutcome> {
  const parsed = SendTextInput.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  if (!texts) return { output: { error: "Nothing can be texted in this call. Say so." }, failed: true };
  return texts(parsed.data).then(
    ({ sent, ...outcome }) => {
      if (sent) record({ type: "text.sent", ...sent });
      return outcome;
    },
    (error: unknown) => {
      onError(error);
      const message =
        "It is not known whether the text message went out. Do not say that it did, and do not send it again.";
      return { output: { error: message }, failed: true };
    },
  );
}

async function searchKnowledge(
  input: Record<string, unknown>,
  search: NonNullable<ToolContext["search"]>,
): Promise<ToolOutcome> {
  const parsed = SearchKnowledgeInput.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const finding = await search(parsed.data.question);
  if (finding.problem !== null) {
    const error = `${finding.problem}. Say that it can't be looked up now, and offer to take a message.`;
    return { output: { error }, failed: true, finding };
  }
  const passages = finding.passages.map(({ title, heading, text }) => ({ title, heading, text }));
  const note = "Nothing in the business's material answers this. Say so.";
  return { output: passages.length > 0 ? { passages } : { passages, note }, failed: false, finding };
}

function verify<Data>(
  parsed: z.ZodSafeParseResult<Data>,
  { verifyCaller, onError }: ToolContext,
  ask: (verifier: CallerVerifier, data: Data) => Promise<unknown>,
): ToolOutcome | Promise<ToolOutcome> {
  if (!parsed.success) return invalidInput(parsed.error.issues);
  if (!verifyCaller) return { output: { error: "Callers can't be verified in this call. Say so." }, failed: true };
  return ask(verifyCaller, parsed.data).then(
    (output) => ({ output, failed: false }),
    (error: unknown) => {
      onError(error);
      const message =
        "It could not be checked now, so the caller is not verified. Say so, and offer to take a message.";
      return { output: { error: message }, failed: true };
    },
  );
}

function useAppointments(
  name: AppointmentTool,
  input: Record<string, unknown>,
  { appointments, onError }: ToolContext,
): ToolOutcome | Promise<ToolOutcome> {
  if (!appointments) return { output: { error: "Nothing can be booked in this call. Say so." }, failed: true };
  return appointments(name, input).catch((error: unknown) => {
    onError(error);
    const message =
      "It is not known whether that was done. Do not say that it was. Say that the calendar can't be reached now, and offer to take a message.";
    return { output: { error: message }, failed: true };
  });
}

function useOwn(
  name: string,
  input: Record<string, unknown>,
  own: OwnTools,
  onError: (error: unknown) => void,
): Promise<ToolOutcome> {
  return own.use(name, input).catch((error: unknown) => {
    onError(error);
    const message = "It could not be asked for. It was not done. Say so, and offer to take a message.";
    return { output: { error: message }, failed: true };
  });
}

const ALLOWED = "Yes, do it";
const DECLINED = "No, do not";

/** Asks a colleague whether a tool may be used, and uses it only when they say so. */
export async function afterApproval(
  question: string,
  ask: ToolContext["ask"],
  use: () => ToolOutcome | Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  const nobody = { error: "Nobody could allow it in time. It was not done. Say so, and offer to take a message." };
  if (!ask) return { output: nobody, failed: true };
  const { output, failed } = await ask({ question, options: [ALLOWED, DECLINED] });
  const answer = !failed && typeof output === "object" && output !== null && "answer" in output ? output.answer : null;
  if (answer === ALLOWED) return use();
  if (typeof answer !== "string") return { output: nobody, failed: true };
  const error = "A colleague did not allow it. It was not done. Tell the caller.";
  return { output: answer === DECLINED ? { error } : { error, colleague_says: answer }, failed: true };
}

export function invalidInput(issues: readonly { path: PropertyKey[]; message: string }[]): ToolOutcome {
  const problems = issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  return { output: { error: "The input is not right.", problems }, failed: true };
}
