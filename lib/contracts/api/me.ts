import { z } from "zod";

/** Who asks: the key or the person, where, and what they may. */
export const Me = z
  .strictObject({
    actor: z.strictObject({ kind: z.enum(["user", "api_key", "system"]), id: z.string(), name: z.string() }),
    organization: z.strictObject({
      id: z.uuid(),
      accountId: z.string(),
      name: z.string(),
      timeZone: z.string(),
    }),
    permissions: z.array(z.string()),
    requestsPerMinute: z.int(),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof Me>;
