import { z } from "zod";

/** What a field of an outcome is, which settles how two values of it are compared. */
const FieldKind = z.enum(["moment", "amount", "recipient", "state", "text"]);

/** One thing that was asked for and what stands of it in the system of record; null: it is not known. Moments are ISO 8601. */
export const OutcomeField = z.object({
  name: z.string(),
  kind: FieldKind,
  asked: z.string().nullable(),
  stored: z.string().nullable(),
});
export type OutcomeField = z.infer<typeof OutcomeField>;

/**
 * `same`: it stands as it was asked for and said · `different`: something else stands, or something else was said · `absent`: it is not there · `twice`: it is
 * there more than once · `changed_since`: somebody has changed it after that · `unreadable`: the system of record could not be asked.
 */
export const OutcomeVerdict = z.enum(["same", "different", "absent", "twice", "changed_since", "unreadable"]);
export type OutcomeVerdict = z.infer<typeof OutcomeVerdict>;

/** What reading back has brought. */
export const ReadBack = z.discriminatedUnion("found", [
  z.object({
    found: z.literal("yes"),
    copies: z.number().int(),
    changedSince: z.boolean(),
    fields: z.array(OutcomeField),
  }),
  z.object({ found: z.literal("no"), fields: z.array(OutcomeField) }),
  z.object({ found: z.literal("unknown"), problem: z.string() }),
]);
export type ReadBack = z.infer<typeof ReadBack>;

/** What does not agree: what was said or asked, and what stands. */
export const OutcomeDifference = z.object({
  name: z.string(),
  between: z.enum(["asked", "said"]),
  wanted: z.string(),
  stored: z.string().nullable(),
});
export type OutcomeDifference = z.infer<typeof OutcomeDifference>;

/** Where to read back what a tool did, and what should stand there. Settled by the server when it was done; never a model's to say. */
export const OutcomeReference = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("appointment"),
    appointmentId: z.string(),
    /** A later change by anybody is no failure of this one. */
    updatedAt: z.string(),
    state: z.enum(["booked", "canceled"]),
    startsAt: z.string(),
    serviceName: z.string(),
  }),
  /** `values`: of the tool's details and of what it answered, as far as reading back needs them. */
  z.object({
    kind: z.literal("http"),
    toolId: z.string(),
    version: z.number().int(),
    values: z.record(z.string(), z.string()),
  }),
  /** `fields`: what the vendor's record should hold. */
  z.object({
    kind: z.literal("integration"),
    vendor: z.string(),
    action: z.string(),
    id: z.string(),
    fields: z.record(z.string(), z.string().nullable()),
  }),
  /** `input`: what the server's reading tool is asked with. */
  z.object({
    kind: z.literal("mcp"),
    toolId: z.string(),
    version: z.number().int(),
    input: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    values: z.record(z.string(), z.string()),
  }),
  /** A text message, by the carrier's id. */
  z.object({ kind: z.literal("text"), messageSid: z.string() }),
]);
export type OutcomeReference = z.infer<typeof OutcomeReference>;

/** How something that was done in a call stood when it was last read. */
export type StandingOutcome = {
  toolCallId: string;
  name: string;
  verdict: OutcomeVerdict;
  read: ReadBack;
  /** ISO 8601. */
  checkedAt: string;
  /** How often it was read after the call. */
  checksAfter: number;
  /** When somebody was told that it has turned out wrong after the call; null: it has not. */
  toldAt: string | null;
  /** Whether the caller was written to then. */
  isTexted: boolean;
};
