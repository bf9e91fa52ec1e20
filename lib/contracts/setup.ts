import { z } from "zod";

/** The steps of setting up, in their order. */
export const SETUP_STEPS = [
  "connections",
  "business",
  "knowledge",
  "people",
  "quality",
  "escalation",
  "review",
] as const;
export const SetupStepName = z.enum(SETUP_STEPS);
export type SetupStepName = z.infer<typeof SetupStepName>;

/** What finished steps have made. */
export const SetupMade = z.object({ businessId: z.uuid().optional(), agentId: z.uuid().optional() });
export type SetupMade = z.infer<typeof SetupMade>;

export const SetupStepState = z.strictObject({
  name: SetupStepName,
  /** `begun`: the person who asks has typed something there and not finished it. */
  state: z.enum(["open", "begun", "done", "skipped"]),
  /** Who finished or skipped it, and when; null for others. */
  byName: z.string().nullable(),
  at: z.string().nullable(),
});
export type SetupStepState = z.infer<typeof SetupStepState>;

/** How far an organization is set up, as one person sees it. */
export const SetupState = z.strictObject({
  steps: z.array(SetupStepState),
  done: z.int(),
  /** The business that is set up, and its agent; null until there is one. */
  businessId: z.uuid().nullable(),
  businessName: z.string().nullable(),
  agentId: z.uuid().nullable(),
  /** An agent of the organization is published: it can answer. */
  isLive: z.boolean(),
});
export type SetupState = z.infer<typeof SetupState>;

/** Something typed and not finished, and since when. */
export type SetupProgress = { input: unknown; updatedAt: string };

/** What is chosen in the knowledge step: all of it was looked at and accepted by a person. */
export const KnowledgeStepInput = z.strictObject({
  persona: z.string().trim().max(2000).nullable(),
  greeting: z.string().trim().max(1000).nullable(),
  goals: z.array(z.string().trim().min(1).max(1000)).max(50),
  mustNever: z.array(z.string().trim().min(1).max(1000)).max(50),
  facts: z.array(z.string().trim().min(1).max(1000)).max(200),
  keyterms: z.array(z.string().trim().min(1).max(60)).max(100),
});
export type KnowledgeStepInput = z.output<typeof KnowledgeStepInput>;

/** The page of a step. */
export const setupPath = (step: SetupStepName): string => `/setup/${step}`;

/** Why setting up cannot be finished yet (`blocks`), or what to look at first (`warns`), and where it is mended. */
export const SetupProblem = z
  .strictObject({
    severity: z.enum(["blocks", "warns"]),
    step: SetupStepName.meta({ description: "The step that it belongs to." }),
    message: z.string(),
    href: z.string().meta({ description: "The path of the page where it is mended." }),
    linkText: z.string(),
  })
  .meta({ id: "SetupProblem" });
export type SetupProblem = z.infer<typeof SetupProblem>;

export const CompleteSetupInput = z.strictObject({
  phoneNumberId: z.uuid("choose a number").optional().meta({
    description: "A number that nobody answers yet; the agent will. Without it, its numbers stay as they are.",
  }),
  expectedRevision: z
    .int()
    .optional()
    .meta({ description: "Of the agent's draft as you saw it. When it was changed since, nothing is published." }),
});
export type CompleteSetupInput = z.input<typeof CompleteSetupInput>;

/** What setting up came to. */
export const CompletedSetup = z
  .strictObject({
    businessId: z.uuid(),
    agentId: z.uuid(),
    agentName: z.string(),
    versionNumber: z.int(),
    phoneNumbers: z.array(z.string()).meta({ description: "E.164; the numbers the agent answers from now on." }),
  })
  .meta({ id: "CompletedSetup" });
export type CompletedSetup = z.infer<typeof CompletedSetup>;

/** How far the organization is set up, and what stands against finishing it. */
export const SetupStatus = SetupState.extend({ problems: z.array(SetupProblem) }).meta({ id: "Setup" });
export type SetupStatus = z.infer<typeof SetupStatus>;
