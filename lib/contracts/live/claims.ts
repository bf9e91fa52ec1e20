import { z } from "zod";

/** What an agent can say that it has done. */
export const ClaimKind = z.enum(["booked", "moved", "canceled", "sent", "noted", "made"]);
export type ClaimKind = z.infer<typeof ClaimKind>;
