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
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
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
  timeZone: z.string().max(60).refine(isTimeZone, "it is no time zone; write it like America/Los_Angeles"),
  dutyHours: WeeklyHours.meta({ description: "When they may be called, in their time zone." }),
});
export type HumanAgentProfile = z.output<typeof HumanAgentProfile>;

export const HumanAgentResource = HumanAgentProfile.extend({
  id: z.uuid(),
  status: HumanAgentStatus,
  createdAt: z.string(),
  updatedAt: z.string(),
}).meta({ id: "HumanAgent" });
export type HumanAgentResource = z.output<typeof HumanAgentResource>;
