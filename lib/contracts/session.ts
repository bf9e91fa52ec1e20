import { z } from "zod";

export const MembershipRole = z.enum(["owner", "admin", "manager", "supervisor", "agent", "viewer"]);
export type MembershipRole = z.infer<typeof MembershipRole>;

/** A signed-in person and the organizations they may act in. */
export const SessionUser = z.object({
  userId: z.uuid(),
  /** USR-XXXXXXXXXX */
  publicId: z.string(),
  email: z.string(),
  name: z.string(),
  memberships: z.array(
    z.object({
      organizationId: z.uuid(),
      /** AYB-XXXX-XXXX-XXXX */
      accountId: z.string(),
      organizationName: z.string(),
      timeZone: z.string(),
      role: MembershipRole,
    }),
  ),
});
export type SessionUser = z.infer<typeof SessionUser>;
