import { isTimeZone } from "./time-zone";
import { z } from "zod";
import { Cursor, Limit } from "./calls";
import { MembershipRole } from "./session";

/** From the one who may most to the one who may least. */
export const ROLES_BY_RANK = ["owner", "admin", "manager", "supervisor", "agent", "viewer"] as const;

/** How addresses are kept and compared. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "it must be an e-mail address" }).max(254, "it is too long"));

export const MemberResource = z.object({
  userId: z.uuid(),
  publicId: z.string(),
  name: z.string(),
  email: z.string(),
  role: MembershipRole,
  isEmailVerified: z.boolean(),
  hasSecondFactor: z.boolean(),
  lastSignInAt: z.string().nullable(),
  joinedAt: z.string(),
});
export type MemberResource = z.infer<typeof MemberResource>;

export const ListMembersQuery = z.object({ limit: Limit, cursor: Cursor });
export type ListMembersQuery = z.input<typeof ListMembersQuery>;

/** In the order they joined. */
export type MemberPage = { members: MemberResource[]; nextCursor: string | null };

/** An invitation that nobody has taken up; `isExpired`: its link does not work any more. */
export const InvitationResource = z.object({
  id: z.uuid(),
  email: z.string(),
  role: MembershipRole,
  invitedByName: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  isExpired: z.boolean(),
});
export type InvitationResource = z.infer<typeof InvitationResource>;

/** What the holder of an invitation's link is told before they take it up. */
export type InvitationOffer =
  | {
      state: "open";
      email: string;
      role: MembershipRole;
      organizationName: string;
      inviterName: string | null;
      expiresAt: string;
      /** Somebody signs in with this address already. */
      hasAccount: boolean;
    }
  | { state: "accepted" | "revoked" | "expired"; organizationName: string }
  | { state: "unknown" };

export type OrganizationSettings = {
  accountId: string;
  name: string;
  timeZone: string;
  retentionDays: number;
  createdAt: string;
};

/** Calls, their words and messages are kept this long, 30 days to 10 years. */
export const RETENTION_DAYS = { least: 30, most: 3653 } as const;

export const UpdateOrganizationInput = z.object({
  name: z.string().trim().min(1, "it must not be empty").max(80, "it may have 80 characters at most").optional(),
  timeZone: z.string().refine(isTimeZone, "choose one from the list").optional(),
  retentionDays: z
    .int("it must be a whole number of days")
    .min(RETENTION_DAYS.least, `it must be ${RETENTION_DAYS.least} days or more`)
    .max(RETENTION_DAYS.most, `it may be ${RETENTION_DAYS.most} days (10 years) at most`)
    .optional(),
});
export type UpdateOrganizationInput = z.input<typeof UpdateOrganizationInput>;
