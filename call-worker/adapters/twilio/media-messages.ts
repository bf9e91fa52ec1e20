import { z } from "zod";

/** Twilio's numbers in messages are strings; a plain integer is taken as well. */
const sequence = z.union([z.string().regex(/^\d{1,12}$/), z.int().nonnegative()]).transform(Number);
const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-zA-Z]{8,64}$`));

/** Messages of a media stream (https://www.twilio.com/docs/voice/media-streams/websocket-messages), without `media`. */
export const startMessage = z.object({
  event: z.literal("start"),
  sequenceNumber: sequence,
  streamSid: sid("MZ"),
  start: z.object({
    accountSid: sid("AC"),
    callSid: sid("CA"),
    streamSid: sid("MZ"),
    tracks: z.array(z.string()).optional(),
    mediaFormat: z.object({
      encoding: z.literal("audio/x-mulaw"),
      sampleRate: z.literal(8000),
      channels: z.literal(1),
    }),
    customParameters: z.record(z.string().max(500), z.string().max(500)).default({}),
  }),
});

export const markMessage = z.object({
  sequenceNumber: sequence,
  streamSid: z.string(),
  mark: z.object({ name: z.string().max(500) }),
});

export const dtmfMessage = z.object({
  sequenceNumber: sequence,
  streamSid: z.string(),
  dtmf: z.object({ track: z.string().optional(), digit: z.string().regex(/^[0-9*#A-D]$/) }),
});

export const stopMessage = z.object({
  sequenceNumber: sequence,
  streamSid: z.string(),
  stop: z.object({ accountSid: z.string(), callSid: z.string() }),
});

export type MediaStart = {
  accountSid: string;
  callSid: string;
  streamSid: string;
  /** What the TwiML's Parameter elements carried, e.g. the one-time token. */
  parameters: Readonly<Record<string, string>>;
};

/** Names the first field that is wrong, for a reason that a person can act on. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? "is malformed" : `${issue.path.join(".") || "message"}: ${issue.message}`;
}
