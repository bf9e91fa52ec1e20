import { z } from "zod";

/** What a call is scored on. Each score is 0 to 1. */
export const QualityComponent = z.enum(["sentiment", "compliance", "accuracy", "professionalism"]);
export type QualityComponent = z.infer<typeof QualityComponent>;

/** What is looked for in every call. */
export const QualityCheck = z.enum([
  "ai_disclosed",
  "recording_announced",
  "nothing_invented",
  "nothing_promised",
  "no_sensitive_data",
  "understood",
  "closed_politely",
]);
export type QualityCheck = z.infer<typeof QualityCheck>;

const Weight = z.int("use a whole number").min(0, "0 or more").max(10, "10 at most");

export const QualitySettings = z.strictObject({
  weights: z
    .strictObject({ sentiment: Weight, compliance: Weight, accuracy: Weight, professionalism: Weight })
    .refine((weights) => Object.values(weights).some((weight) => weight > 0), "at least one must count")
    .meta({ description: "How much each counts, beside the others; 0: not scored." }),
  alertBelow: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: "A call whose score is lower is brought to somebody's attention." }),
  sentimentAlertAt: z
    .number("give a number from -1 to 0")
    .min(-1, "-1 or more")
    .max(0, "0 or less")
    .meta({ description: "Compound, -1 to 1: at this or lower the caller is counted as upset." }),
  checks: z.array(QualityCheck).max(20),
  shortestCallSeconds: z.int().min(0).max(600).meta({ description: "Shorter calls are not scored." }),
});
export type QualitySettings = z.output<typeof QualitySettings>;

const Word = z.string().trim().toLowerCase().min(1).max(60, "60 characters at most");
/** BCP 47 primary language → words, lower case. */
export const WordsByLanguage = z.record(
  z.string().regex(/^[a-z]{2,3}$/, "name the language by its code, such as en"),
  z.array(Word).max(200, "200 at most"),
);

const times = (least: number, most: number) =>
  z.int("use a whole number").min(least, `${least} or more`).max(most, `${most} at most`);

export const EscalationSettings = z.strictObject({
  triggers: z.strictObject({
    /** The caller asks for a person. */
    asked: z.strictObject({ enabled: z.boolean(), words: WordsByLanguage }),
    /** Something that must not wait is said. */
    urgent: z.strictObject({ enabled: z.boolean(), words: WordsByLanguage }),
    /** The caller is upset: compound at this or lower. */
    sentiment: z.strictObject({ enabled: z.boolean(), at: z.number().min(-1, "-1 or more").max(0, "0 or less") }),
    /** The agent had to say so often that it does not know. */
    unknown: z.strictObject({ enabled: z.boolean(), times: times(1, 10) }),
    /** The caller had to say the same thing so often. */
    repeated: z.strictObject({ enabled: z.boolean(), times: times(2, 10) }),
    /** The call takes longer than this. */
    long: z.strictObject({ enabled: z.boolean(), minutes: times(1, 240) }),
    /** Tools of the agent failed so often. Absent in settings stored before there was such a rule. */
    tool: z.strictObject({ enabled: z.boolean(), times: times(1, 10) }).default({ enabled: true, times: 2 }),
    /** So many questions were long or had several sides. */
    complexity: z.strictObject({ enabled: z.boolean(), times: times(1, 10) }).default({ enabled: false, times: 3 }),
  }),
  /** Who is asked first. `people`: those named, in this order; `department`: whoever of it is on duty. */
  routing: z.strictObject({
    to: z.enum(["anyone", "people", "department"]),
    people: z.array(z.uuid()).max(50),
    department: z.string().trim().max(60).nullable(),
    /** How long one phone rings before the next is tried. */
    ringSeconds: times(5, 60),
  }),
  /** When nobody can be had. */
  otherwise: z.enum(["take_message", "fallback_number"]),
  /** When it turns out after a call that what a caller was told is not so: they are written to, which is meant when absent, or called back by people. */
  notDone: z.enum(["text", "call_back"]).optional(),
});
export type EscalationSettings = z.output<typeof EscalationSettings>;
export type EscalationTrigger = keyof EscalationSettings["triggers"];

/** What a business changes of its type's defaults, part by part. */
export const BusinessOverrides = z.strictObject({
  quality: z.strictObject(QualitySettings.shape).partial().optional(),
  escalation: EscalationSettings.partial().optional(),
});
export type BusinessOverrides = z.output<typeof BusinessOverrides>;

export type BusinessSettings = { quality: QualitySettings; escalation: EscalationSettings };
