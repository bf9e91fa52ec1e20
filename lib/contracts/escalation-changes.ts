import { z } from "zod";
import { EscalationPriority } from "./escalations";

const Resolution = z.string().trim().max(2000, "2000 characters at most");
export const CompleteEscalationInput = z.strictObject({
  /** How it was settled, in words. */
  resolution: Resolution.default(""),
});
export type CompleteEscalationInput = z.input<typeof CompleteEscalationInput>;

export const UpdateEscalationInput = z
  .strictObject({
    priority: EscalationPriority,
    /** Who looks after it; null: nobody. Not while the call waits. */
    humanAgentId: z.uuid().nullable(),
    resolution: Resolution,
    callbackNumber: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, "write the number with its country, digits alone: +14155550134")
      .nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "say what is to change");
export type UpdateEscalationInput = z.input<typeof UpdateEscalationInput>;
