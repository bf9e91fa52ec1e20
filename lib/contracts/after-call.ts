import { z } from "zod";
import { IntegrationVendor } from "./integrations";
import { OutcomeField, OutcomeVerdict } from "./live/outcomes";
import { CallOutcome } from "./quality";
import { ParameterType, RunOutcome, ToolRunResource } from "./tools";

/** What a business has done after its calls, in its own systems and at other services. */

/** What is known of a call that is over, beside the fields that the business looks for in it. */
export const CallFact = z.enum([
  "caller_number",
  "caller_name",
  "our_number",
  "business",
  "agent",
  "direction",
  "started",
  "ended",
  "length",
  "seconds",
  "ended_how",
  "summary",
  "wanted",
  "outcome",
  "resolved",
  "language",
  "call_id",
  "call_page",
]);
export type CallFact = z.infer<typeof CallFact>;

/** Of a call: who it was answered by, if by anybody. */
export const AnsweredWish = z.enum(["answered", "missed", "any"]);
export type AnsweredWish = z.infer<typeof AnsweredWish>;

export const FieldCondition = z.strictObject({
  field: z.string().max(40).meta({ description: "Key of a field of the business's scorecard." }),
  is: z.enum(["found", "not_found", "equal", "not_equal"]),
  value: z.string().trim().max(200).default("").meta({ description: "Of `equal` and `not_equal`." }),
});
export type FieldCondition = z.infer<typeof FieldCondition>;

/** All of it has to hold. Without anything it is every answered call. */
export const AfterCallCondition = z.strictObject({
  calls: AnsweredWish.default("answered"),
  direction: z.enum(["any", "inbound", "outbound"]).default("any"),
  outcomes: z.array(CallOutcome).max(10).default([]).meta({ description: "One of these; none: whichever." }),
  fields: z.array(FieldCondition).max(5).default([]),
});
export type AfterCallCondition = z.output<typeof AfterCallCondition>;

/** What is put into one parameter of the action. */
export const ParameterMapping = z.strictObject({
  parameter: z.string().max(60),
  value: z.string().max(2000).meta({
    description:
      "Fixed words with pieces of the call in them: {caller_number}, {summary} …, {field.key} of a field that is looked for.",
  }),
  ifMissing: z.enum(["empty", "skip"]).default("empty").meta({
    description: "When a piece is not known of a call: it is left empty, or the step is skipped.",
  }),
});
export type ParameterMapping = z.output<typeof ParameterMapping>;

export const AfterCallRule = z.strictObject({
  when: AfterCallCondition.prefault({}),
  mapping: z.array(ParameterMapping).max(40).default([]),
});
export type AfterCallRule = z.output<typeof AfterCallRule>;

export const SaveStepInput = z.strictObject({
  businessId: z.uuid(),
  name: z.string().trim().min(1, "give it a name").max(80, "80 characters at most"),
  toolId: z.uuid("choose what is to be done"),
  enabled: z.boolean().default(true),
  ...AfterCallRule.shape,
});
export type SaveStepInput = z.input<typeof SaveStepInput>;

/** A thing that an action can be given by a step; what the server fills in is not among them. */
export const StepParameter = z.strictObject({
  name: z.string(),
  description: z.string(),
  type: ParameterType,
  options: z.array(z.string()),
  required: z.boolean(),
});
export type StepParameter = z.output<typeof StepParameter>;

/** Something that can be done after a call. */
export const StepAction = z.strictObject({
  toolId: z.uuid(),
  vendor: IntegrationVendor.nullable().meta({ description: "Null: a tool that the business made itself." }),
  source: z.string().meta({ description: "Whose action it is, in words." }),
  title: z.string(),
  parameters: z.array(StepParameter),
  isReadBack: z.boolean().meta({ description: "What it does is read back from where it was written." }),
  problem: z.string().nullable().meta({ description: "Why it cannot be used now; null: it can." }),
});
export type StepAction = z.output<typeof StepAction>;

export const StepActionList = z.strictObject({ actions: z.array(StepAction) });

export const AfterCallStepResource = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    position: z.int(),
    name: z.string(),
    enabled: z.boolean(),
    toolId: z.uuid(),
    action: z.string().nullable().meta({ description: "What is done, in words; null: its tool is gone." }),
    problem: z.string().nullable().meta({ description: "Why it cannot be done as it stands; null: it can." }),
    ...AfterCallRule.shape,
    doneOfDay: z.int().meta({ description: "In the last 24 hours." }),
    failedOfDay: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "AfterCallStep" });
export type AfterCallStepResource = z.output<typeof AfterCallStepResource>;
export const AfterCallStepList = z.strictObject({ steps: z.array(AfterCallStepResource) });
export const ListStepsQuery = z.strictObject({ business: z.uuid().optional() });

export const OrderStepsInput = z.strictObject({ businessId: z.uuid(), stepIds: z.array(z.uuid()).max(50) });

export const AfterCallState = z.enum(["waiting", "running", "done", "skipped", "failed", "unknown"]).meta({
  description:
    "`waiting`: it is due, or due again · `done`: the system says so, and it stands there where that can be read · `skipped`: the step was not for this call · `failed`: it was not done · `unknown`: nobody knows whether it was.",
});
export type AfterCallState = z.output<typeof AfterCallState>;

export const AfterCallRunResource = z
  .strictObject({
    callId: z.uuid(),
    stepId: z.uuid(),
    name: z.string(),
    action: z.string(),
    state: AfterCallState,
    problem: z.string().nullable().meta({ description: "Why it was skipped, or what went wrong, in words." }),
    attempts: z.int(),
    input: z.record(z.string(), z.unknown()).nullable().meta({ description: "What was put into the action." }),
    verdict: OutcomeVerdict.nullable().meta({ description: "How it stands where it was written; null: not read." }),
    fields: z.array(OutcomeField),
    checkedAt: z.string().nullable(),
    nextAt: z.string().nullable().meta({ description: "When it is tried next; null: no more." }),
    finishedAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "AfterCallRun" });
export type AfterCallRunResource = z.output<typeof AfterCallRunResource>;
export const AfterCallRunList = z.strictObject({ runs: z.array(AfterCallRunResource) });

export const TryStepInput = z.strictObject({
  step: SaveStepInput,
  callId: z.uuid("choose a call"),
  really: z.boolean().default(false).meta({ description: "False: shows what would be sent, and sends nothing." }),
});

/** What a step would do for a call, and, where it was wished, did. */
export const TryStepResult = z
  .strictObject({
    matches: z.boolean(),
    why: z.string().nullable().meta({ description: "Why the step is not for this call; null: it is." }),
    parameters: z.array(
      z.strictObject({
        name: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
        problem: z.string().nullable(),
      }),
    ),
    problem: z.string().nullable().meta({ description: "Why it would not be sent; null: it would." }),
    run: ToolRunResource.nullable(),
    outcome: RunOutcome.nullable(),
  })
  .meta({ id: "AfterCallTry" });
export type TryStepResult = z.output<typeof TryStepResult>;
