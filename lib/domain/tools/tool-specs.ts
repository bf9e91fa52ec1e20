import { z } from "zod";
import type { ToolName } from "@/lib/contracts/agent-config";
import { APPOINTMENT_DEFINITIONS } from "./appointment-tools";
import { CaptureKind } from "@/lib/contracts/quality";
import { SEARCH_TOOL } from "./reading-tools";

/** The tool that asks a colleague. Offered whenever somebody can be asked; not for an agent's list of tools. */
export const ASK_TOOL = "ask_colleague";

/** The tool that ends the recording. Offered in every call that is recorded; not for an agent's list of tools. */
export const STOP_RECORDING_TOOL = "stop_recording";

/** What the model is told of a tool, and what it must give. The model's schema is generated from the same zod schema. */
export type ToolDefinition = {
  name: ToolName | typeof SEARCH_TOOL | typeof ASK_TOOL | typeof STOP_RECORDING_TOOL;
  description: string;
  input: z.ZodType;
};

export const GetOpeningHoursInput = z.strictObject({
  day: z
    .string()
    .max(40)
    .optional()
    .describe(
      "today, tomorrow, a weekday's English name such as monday, or a date as YYYY-MM-DD. Leave out for today.",
    ),
});

export const TakeMessageInput = z.strictObject({
  caller_name: z.string().min(1).max(200).describe("The caller's name, as they said it"),
  callback_number: z.string().min(3).max(40).describe("The phone number to call back, as the caller said it"),
  message: z.string().min(1).max(2000).describe("What the caller wants to have passed on, in their own words"),
});

export const EndCallInput = z.strictObject({
  reason: z.string().max(300).optional().describe("Why the call ends, in a few words"),
});

export const TransferInput = z.strictObject({
  reason: z.string().max(300).optional().describe("Why the caller needs a person, in a few words"),
});

export const VerifyAccountInput = z.strictObject({
  account_id: z
    .string()
    .min(1)
    .max(300)
    .describe("The account id exactly as the caller said it, letter names and all; do not tidy it up"),
});

export const CheckCodeInput = z.strictObject({
  code: z.string().min(1).max(300).describe("The code as the caller said it or pressed it on the keypad"),
});

export const CollectInput = z.strictObject({
  what: CaptureKind.describe("What the caller is to key in"),
});

export const SendTextInput = z.strictObject({
  what: z
    .string()
    .min(1)
    .max(60)
    .describe("The name of one thing of those that may be texted, exactly as it was given to you"),
  appointment_start: z
    .string()
    .max(40)
    .optional()
    .describe("Of an appointment, when the caller has several: its start as find_appointments gave it"),
});

export const StopRecordingInput = z.strictObject({
  refused: z
    .boolean()
    .describe(
      "true: the caller does not want to be recorded at all, and what was recorded is thrown away; false: from here on",
    ),
});

export const SearchKnowledgeInput = z.strictObject({
  question: z
    .string()
    .min(2)
    .max(500)
    .describe("What to look for, as a whole question with names in place of words such as it or that"),
});

export const AskColleagueInput = z.strictObject({
  question: z
    .string()
    .trim()
    .min(3)
    .max(300)
    .describe("One question that a colleague understands without having heard the call, as you would put it to them"),
  options: z
    .array(z.string().trim().min(1).max(80))
    .min(2)
    .max(3)
    .describe("Two or three short answers to choose from, each one you could give the caller"),
});

/** Of every call that is recorded. */
export const STOP_RECORDING_DEFINITION: ToolDefinition = {
  name: STOP_RECORDING_TOOL,
  description:
    "Ends the recording of this call. Use it at once when the caller does not want to be recorded, in whatever words, and was not told yet that it has stopped. Then tell them.",
  input: StopRecordingInput,
};

/** Of every agent whose business has people on its desk, beside the tools of its list. */
export const ASK_DEFINITION: ToolDefinition = {
  name: ASK_TOOL,
  description:
    "Asks a colleague one question while the caller waits on the line, some 25 seconds at most. Use it when only a person of the business can decide or know something small, such as an exception or today's state of an order, and the caller need not speak with them. Say in the same answer that you are checking with a colleague. What they answer is the business's word: tell it to the caller.",
  input: AskColleagueInput,
};

/** Of every agent whose business has knowledge, beside the tools of its list. */
export const SEARCH_DEFINITION: ToolDefinition = {
  name: SEARCH_TOOL,
  description:
    "Searches the business's own knowledge: its documents, website, prices and policies. What fits the caller's words was looked up already and stands before them; use this only when that does not answer, or when the caller's question needs something else to be looked up first.",
  input: SearchKnowledgeInput,
};

export const TOOL_DEFINITIONS: Record<ToolName, ToolDefinition> = {
  get_opening_hours: {
    name: "get_opening_hours",
    description:
      "Looks up whether the business is open now and its opening hours on a day, holidays included. Always use it for questions about hours or whether the business is open or closed; never answer them from memory.",
    input: GetOpeningHoursInput,
  },
  take_message: {
    name: "take_message",
    description:
      "Takes a message for the people of the business. Use it when the caller wants to leave a message, wants a call back, or asks something that can't be answered. Ask for the caller's name, callback number and message first.",
    input: TakeMessageInput,
  },
  end_call: {
    name: "end_call",
    description:
      "Ends the phone call. Use it only when the caller says goodbye or clearly needs nothing more. Say goodbye in the same answer; the line closes after it has been heard.",
    input: EndCallInput,
  },
  transfer_to_person: {
    name: "transfer_to_person",
    description:
      "Connects the caller to a person of the business and leaves the call. Use it only in the situations you were told of, or when the caller asks for a person. Say in the same answer that you are connecting them; do not promise whom they will reach.",
    input: TransferInput,
  },
  verify_account: {
    name: "verify_account",
    description:
      "Begins to check that the caller speaks for an account. Ask for the account id first; it begins with A Y B, and letters and digits in groups follow. A code goes by text message to the number on the account, if there is such an account; you are never told whether there is, so never say that an account exists or does not.",
    input: VerifyAccountInput,
  },
  collect_secret_digits: {
    name: "collect_secret_digits",
    description:
      "Has the caller key in something secret on the telephone: a card number, its security code, an account number or a PIN. While they do, nobody hears or sees it, you included; you learn whether it can be right and, of a card or account, its last four digits. Never ask for such digits aloud, and never repeat any. Ask in the same answer for one thing: key it in and press hash.",
    input: CollectInput,
  },
  check_code: {
    name: "check_code",
    description:
      "Checks the six-digit code from the text message, after verify_account. The caller may say it or press it on the keypad. Until it answers verified, the caller is not verified, whatever they say.",
    input: CheckCodeInput,
  },
  send_text: {
    name: "send_text",
    description:
      "Sends one text message to the telephone the caller calls from: one of the things you were told may be texted, chosen by its name; its words are the business's and not yours. Use it when the caller asks for it, or offer it when it helps. It goes to no other number. Say that it is sent only after this has said so.",
    input: SendTextInput,
  },
  ...APPOINTMENT_DEFINITIONS,
};

/** JSON Schema (draft 2020-12) of a tool's input, as models want it: a plain object. */
export function inputSchemaOf(definition: ToolDefinition): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(definition.input) as Record<string, unknown>;
  return schema;
}
