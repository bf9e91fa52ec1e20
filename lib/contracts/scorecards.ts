import { z } from "zod";
import { QualityComponent } from "./business-settings";

const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "use small letters, digits and _, beginning with a letter, at most 40");

/**
 * Who judges a criterion: `model`, by its guide · `claims`, what the agent stated against what it was given to know · `sentiment`, how the caller's words
 * sound · `findings`, the compliance rules that were broken.
 */
export const CriterionJudge = z.enum(["model", "claims", "sentiment", "findings"]);
export type CriterionJudge = z.infer<typeof CriterionJudge>;

export const Criterion = z.strictObject({
  key: Key,
  label: z.string().trim().min(1, "give it a name").max(80, "80 characters at most"),
  /** What earns 1 and what earns 0, as one would tell a colleague. */
  guide: z.string().trim().max(600, "600 characters at most"),
  component: QualityComponent,
  judge: CriterionJudge,
  /** Within its component. */
  weight: z.int("use a whole number").min(0, "0 or more").max(10, "10 at most"),
  /** A 0 here makes the whole call 0. */
  autoFail: z.boolean(),
});
export type Criterion = z.infer<typeof Criterion>;

export const ScorecardSection = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(60, "60 characters at most"),
  criteria: z.array(Criterion).max(20, "20 at most"),
});
export type ScorecardSection = z.infer<typeof ScorecardSection>;

/** Something to be found out of each call. */
export const StructuredField = z.strictObject({
  key: Key,
  label: z.string().trim().min(1, "give it a name").max(60, "60 characters at most"),
  kind: z.enum(["text", "number", "yes_no", "choice"]),
  /** What is meant: "The make of the car they call about." */
  ask: z.string().trim().max(300, "300 characters at most"),
  /** Of a choice alone. */
  options: z.array(z.string().trim().min(1).max(60)).max(20, "20 at most").default([]),
});
export type StructuredField = z.infer<typeof StructuredField>;

/** Which calls people are asked to look at. */
export const ReviewSampling = z.strictObject({
  lowScores: z.boolean(),
  findings: z.boolean(),
  /** Of all others, drawn by chance: 0 to 1. */
  share: z.number().min(0, "0 or more").max(1, "1 at most"),
});
export type ReviewSampling = z.infer<typeof ReviewSampling>;

const distinctKeys = (keys: readonly string[]) => new Set(keys).size === keys.length;

export const ScorecardInput = z
  .strictObject({
    name: z.string().trim().min(1, "give it a name").max(80, "80 characters at most"),
    sections: z.array(ScorecardSection).min(1, "one section at least").max(12, "12 at most"),
    fields: z.array(StructuredField).max(20, "20 at most"),
    sampling: ReviewSampling,
  })
  .refine(({ sections }) => distinctKeys(sections.flatMap(({ criteria }) => criteria.map(({ key }) => key))), {
    path: ["sections"],
    message: "two criteria have the same key",
  })
  .refine(({ sections }) => sections.some(({ criteria }) => criteria.some(({ weight }) => weight > 0)), {
    path: ["sections"],
    message: "at least one criterion must count",
  })
  .refine(({ fields }) => distinctKeys(fields.map(({ key }) => key)), {
    path: ["fields"],
    message: "two fields have the same key",
  });
export type ScorecardInput = z.infer<typeof ScorecardInput>;

export const ScorecardResource = z
  .strictObject({
    businessId: z.uuid(),
    ...ScorecardInput.shape,
    /** 0: nobody has changed its type's default. */
    revision: z.int(),
  })
  .meta({ id: "Scorecard" });
export type ScorecardResource = z.infer<typeof ScorecardResource>;
