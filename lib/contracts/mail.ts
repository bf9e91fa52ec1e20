import { z } from "zod";
import { MembershipRole } from "./session";

const link = z.url();
const name = z.string();

/** What can be mailed. The words are made when it is sent (lib/adapters/mail). */
export const MailMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("verify_email"), name, link }),
  z.object({ kind: z.literal("reset_password"), name, link }),
  /** Somebody asked for a new account with an address that has one. */
  z.object({ kind: z.literal("already_signed_up"), name, signInLink: link }),
  z.object({ kind: z.literal("password_changed"), name, securityLink: link }),
  z.object({ kind: z.literal("second_factor_changed"), name, enabled: z.boolean(), securityLink: link }),
  z.object({
    kind: z.literal("invitation"),
    organizationName: z.string(),
    inviterName: z.string(),
    role: MembershipRole,
    link,
  }),
  z.object({
    kind: z.literal("usage_alert"),
    organizationName: z.string(),
    limit: z.enum(["calls", "minutes"]),
    percent: z.number(),
    used: z.number(),
    included: z.number(),
    billingLink: link,
  }),
  z.object({ kind: z.literal("payment_failed"), organizationName: z.string(), billingLink: link }),
  /** What one member should know: one thing, or what came together since the last mail. */
  z.object({
    kind: z.literal("notifications"),
    organizationName: z.string(),
    /** Newest first. */
    items: z.array(z.object({ title: z.string(), body: z.string(), at: z.string(), link })).min(1),
    /** IANA name: how the times are said. */
    timeZone: z.string(),
    /** How many more there are. */
    more: z.int().min(0),
    listLink: link,
    preferencesLink: link,
  }),
  /** To a customer, about what they booked; all but a reminder goes with an invitation for their calendar. */
  z.object({
    kind: z.literal("appointment"),
    customerName: z.string(),
    facts: z.object({
      kind: z.enum(["confirmed", "moved", "canceled", "reminder"]),
      language: z.string(),
      businessName: z.string(),
      serviceName: z.string(),
      staffName: z.string().nullable(),
      startMs: z.number(),
      timeZone: z.string(),
      customerTimeZone: z.string().nullable(),
    }),
    event: z.object({
      uid: z.string(),
      sequence: z.int(),
      startMs: z.number(),
      endMs: z.number(),
      stampMs: z.number(),
      location: z.string(),
    }),
  }),
  /** New calls are refused from now on. */
  z.object({ kind: z.literal("subscription_ended"), organizationName: z.string(), billingLink: link }),
]);
export type MailMessage = z.infer<typeof MailMessage>;
