import { TimeZone } from "./time-zone";
import { z } from "zod";
import { WeeklyHours } from "./business-hours";
import { EmailAddress } from "./members";
import { E164 } from "./phone-number";

export const HumanAgentStatus = z.enum(["available", "busy", "offline"]);
export type HumanAgentStatus = z.infer<typeof HumanAgentStatus>;

const Tag = z.string().trim().min(1).max(40, "40 characters at most");
const isLanguage = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
};

/** A person who takes escalations. */
export const HumanAgentProfile = z.strictObject({
  name: z.string().trim().min(1, "give the name").max(100),
  email: EmailAddress,
  phone: E164,
  extension: z
    .preprocess(
      (value) => (typeof value === "string" && value.trim() === "" ? null : value),
      z
        .string()
        .trim()
        .regex(/^[0-9*#w]{1,20}$/, "digits, * and #; w waits half a second")
        .nullable(),
    )
    .default(null)
    .meta({ description: "Keyed in after the phone was picked up." }),
  skills: z.array(Tag).max(30).default([]),
  departments: z.array(Tag).max(20).default([]),
  languages: z
    .array(z.string().max(35).refine(isLanguage, "it is no language; write it like en-US"))
    .max(20)
    .default([]),
  timeZone: TimeZone,
  dutyHours: WeeklyHours.meta({ description: "When they may be called, in their time zone." }),
  ringPhone: z
    .boolean()
    .default(true)
    .meta({ description: "Calls come to their telephone too, not to their screen alone." }),
  userId: z.uuid().nullable().optional().meta({
    description:
      "The member who signs in as this person; null: none. Left out, a new person is linked by their address, and a known one stays as they are.",
  }),
});
export type HumanAgentProfile = z.output<typeof HumanAgentProfile>;

export const HumanAgentResource = HumanAgentProfile.extend({
  id: z.uuid(),
  status: HumanAgentStatus,
  userId: z.uuid().nullable().meta({ description: "The member who signs in as this person; null: none." }),
  inCall: z
    .strictObject({ callId: z.uuid(), escalationId: z.uuid() })
    .nullable()
    .meta({ description: "The call they have taken and not left." }),
  lastOfferedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
}).meta({ id: "HumanAgent" });
export type HumanAgentResource = z.output<typeof HumanAgentResource>;

/** As a colleague sees them: not how they are reached. */
export type Colleague = Pick<
  HumanAgentResource,
  "id" | "name" | "departments" | "skills" | "languages" | "status" | "timeZone" | "dutyHours" | "inCall"
>;

export const HumanAgentList = z.strictObject({ humanAgents: z.array(HumanAgentResource) });

export const SetAvailabilityInput = z.strictObject({
  onDuty: z.boolean().meta({ description: "Within their hours they may be asked, or not until they are switched on." }),
});

/** What one person was asked and did in a time. Durations are null where there was nothing to measure. */
export const HumanAgentUsage = z
  .strictObject({
    humanAgentId: z.uuid(),
    from: z.string(),
    to: z.string(),
    offered: z.int(),
    accepted: z.int(),
    declined: z.int(),
    missed: z.int().meta({ description: "They let it ring." }),
    failed: z.int().meta({ description: "Their telephone could not be reached." }),
    withdrawn: z.int().meta({ description: "The caller or somebody else was faster." }),
    medianAnswerMs: z.number().nullable().meta({ description: "From being asked to accepting." }),
    medianTalkMs: z.number().nullable().meta({ description: "Caller and person heard each other." }),
    medianResolutionMs: z.number().nullable().meta({ description: "From being raised to being settled." }),
    completed: z.int(),
    open: z.int().meta({ description: "Taken and not settled, at this moment." }),
  })
  .meta({ id: "HumanAgentUsage" });
export type HumanAgentUsage = z.output<typeof HumanAgentUsage>;

export const HumanAgentUsageQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30).meta({ description: "So many days back from now." }),
});
