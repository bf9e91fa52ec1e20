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
  /** They followed the link in our mail. */
  emailVerified: z.boolean(),
  /** An authenticator app is set up. */
  hasSecondFactor: z.boolean(),
  /** Oldest first. */
  memberships: z.array(
    z.object({
      organizationId: z.uuid(),
      /** AYB-XXXX-XXXX-XXXX */
      accountId: z.string(),
      organizationName: z.string(),
      timeZone: z.string(),
      role: MembershipRole,
      /** Without a second factor its members can do nothing but set one up. */
      requiresSecondFactor: z.boolean(),
    }),
  ),
});
export type SessionUser = z.infer<typeof SessionUser>;

/** One browser a person is signed in with. */
export type SessionSummary = {
  id: string;
  isCurrent: boolean;
  /** The password was right, the second factor was not shown: nothing is open to it. */
  isHalfway: boolean;
  /** As people say it: `Firefox on Windows`. */
  browser: string;
  ip: string | null;
  /** ISO. */
  createdAt: string;
  /** ISO, to the minute. */
  lastSeenAt: string;
};
