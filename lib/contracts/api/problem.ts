import { z } from "zod";

/** RFC 9457, what every refusal is. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What happened and what to do, for people." }),
    code: z.string().meta({ description: "What happened, for programs." }),
    requestId: z.string().meta({ description: "Give it to support. Also in the header X-Request-Id." }),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "What is wrong with which field." }),
  })
  .meta({ id: "Problem" });
