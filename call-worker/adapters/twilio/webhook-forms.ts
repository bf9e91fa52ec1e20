import { z } from "zod";
import { firstProblem } from "./media-messages";

const CALL_STATUSES = [
  "queued",
  "initiated",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "failed",
  "no-answer",
  "canceled",
] as const;

const callSid = z.string().regex(/^CA[0-9a-zA-Z]{8,64}$/);
const accountSid = z.string().regex(/^AC[0-9a-zA-Z]{8,64}$/);
const callStatus = z.enum(CALL_STATUSES);
const direction = z.enum(["inbound", "outbound-api", "outbound-dial"]);
const count = z.coerce.number().int().nonnegative();
const wallTime = z.string().transform((text, context) => {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  context.addIssue({ code: "custom", message: "not a date" });
  return z.NEVER;
});

/** A word that is not known yet must not lose the report it comes in. */
const call = { CallSid: callSid, AccountSid: accountSid, CallStatus: callStatus.nullable().catch(null) };
/** Anonymous and SIP callers have no E.164 number: whatever Twilio sends is kept, up to a sane length. */
const party = z.string().max(256).default("");

const voiceForm = z.object({
  ...call,
  From: party,
  To: party,
  Direction: direction.default("inbound"),
  ForwardedFrom: z.string().max(256).optional(),
  CallerName: z.string().max(256).optional(),
  StirVerstat: z.string().max(64).optional(),
  ErrorCode: z.string().max(32).optional(),
  ErrorUrl: z.string().max(2_048).optional(),
});

const nextForm = z.object({
  ...call,
  From: party,
  To: party,
  Direction: direction.default("inbound"),
  StreamSid: z.string().max(128).optional(),
  DialCallStatus: z.enum([...CALL_STATUSES, "answered"]).optional(),
  DialCallSid: z.string().max(128).optional(),
  DialCallDuration: count.optional(),
});

const statusForm = z.object({
  ...call,
  From: party,
  To: party,
  Direction: direction.default("outbound-api"),
  SequenceNumber: count.optional(),
  Timestamp: wallTime.optional(),
  CallDuration: count.optional(),
  SipResponseCode: z.string().max(8).optional(),
  ErrorCode: z.string().max(32).optional(),
});

const amdForm = z.object({
  CallSid: callSid,
  AccountSid: accountSid,
  AnsweredBy: z
    .enum(["human", "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax", "unknown"])
    .catch("unknown"),
  MachineDetectionDuration: count.optional(),
});

const keyForm = z.object({ CallSid: callSid, AccountSid: accountSid, Digits: z.string().max(32).default("") });

/** A word that is not known yet is an event without a meaning for us. */
const conferenceForm = z.object({
  AccountSid: accountSid,
  ConferenceSid: z.string().max(64),
  CallSid: callSid.optional(),
  StatusCallbackEvent: z.string().max(64).default(""),
});

export type VoiceForm = z.infer<typeof voiceForm>;
export type NextForm = z.infer<typeof nextForm>;
export type StatusForm = z.infer<typeof statusForm>;
export type AmdForm = z.infer<typeof amdForm>;

export type KeyForm = z.infer<typeof keyForm>;
export type ConferenceForm = z.infer<typeof conferenceForm>;

export type FormResult<Form> = { ok: true; form: Form } | { ok: false; problem: string };

/** POST /twilio/voice: a call that wants to be answered. */
export function parseVoiceForm(form: Readonly<Record<string, string>>): FormResult<VoiceForm> {
  return parse(voiceForm, form);
}

/** POST /twilio/next: the media stream, or a dialled transfer, is over. */
export function parseNextForm(form: Readonly<Record<string, string>>): FormResult<NextForm> {
  return parse(nextForm, form);
}

/** POST /twilio/status: a call's progress. `Timestamp` and `SequenceNumber` order what may arrive in any order. */
export function parseStatusForm(form: Readonly<Record<string, string>>): FormResult<StatusForm> {
  return parse(statusForm, form);
}

/** POST /twilio/amd: who or what picked up. */
export function parseAmdForm(form: Readonly<Record<string, string>>): FormResult<AmdForm> {
  return parse(amdForm, form);
}

/** POST /twilio/leg-key: a key was pressed on the telephone of somebody who is asked. */
export function parseKeyForm(form: Readonly<Record<string, string>>): FormResult<KeyForm> {
  return parse(keyForm, form);
}

/** POST /twilio/leg-conference: somebody came or went, or it is over (then without a call). */
export function parseConferenceForm(form: Readonly<Record<string, string>>): FormResult<ConferenceForm> {
  return parse(conferenceForm, form);
}

function parse<Form>(schema: z.ZodType<Form>, form: Readonly<Record<string, string>>): FormResult<Form> {
  const result = schema.safeParse(withoutEmpty(form));
  return result.success ? { ok: true, form: result.data } : { ok: false, problem: firstProblem(result.error) };
}

/** Twilio sends fields it has nothing to say about as empty strings. */
function withoutEmpty(form: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ""));
}
