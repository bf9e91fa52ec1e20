import { HumanAgentProfile, type HumanAgentResource } from "@/lib/contracts/human-agents";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import { weekProblems } from "@/lib/domain/schedule/hours-problems";
import { sentence } from "@/components/business/business-draft";
import { formatPhone } from "@/components/format/phone";

/** A person as they are being typed: lists as one writes them, with commas. */
export type PersonDraft = {
  name: string;
  email: string;
  phone: string;
  extension: string;
  departments: string;
  skills: string;
  languages: string[];
  timeZone: string;
  dutyHours: WeeklyHours;
  ringPhone: boolean;
  /** A member's id; empty: none; `AUTOMATIC`: whoever has the address. */
  userId: string;
};

export const AUTOMATIC = "automatic";

export const emptyPerson = (timeZone: string, dutyHours: WeeklyHours, languages: readonly string[]): PersonDraft => ({
  name: "",
  email: "",
  phone: "",
  extension: "",
  departments: "",
  skills: "",
  languages: [...languages],
  timeZone,
  dutyHours,
  ringPhone: true,
  userId: AUTOMATIC,
});

export const draftOfPerson = (person: HumanAgentResource): PersonDraft => ({
  name: person.name,
  email: person.email,
  phone: formatPhone(person.phone),
  extension: person.extension ?? "",
  departments: person.departments.join(", "),
  skills: person.skills.join(", "),
  languages: person.languages,
  timeZone: person.timeZone,
  dutyHours: person.dutyHours,
  ringPhone: person.ringPhone,
  userId: person.userId ?? "",
});

const listOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  ),
];

/** As the product takes it. */
export const profileOfPerson = ({ departments, skills, extension, userId, ...draft }: PersonDraft) => ({
  ...draft,
  ...(userId === AUTOMATIC ? {} : { userId: userId || null }),
  extension: extension.trim() === "" ? null : extension,
  departments: listOf(departments),
  skills: listOf(skills),
});

/** What is wrong with it, by field; empty when nothing is that can be told from here. */
export function personProblems(draft: PersonDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const parsed = HumanAgentProfile.safeParse(profileOfPerson(draft));
  for (const issue of parsed.error?.issues ?? []) {
    const [field = "", at] = issue.path;
    const isOfOne = typeof at === "number" || field === "dutyHours";
    problems[isOfOne ? String(field) : issue.path.join(".")] ??= sentence(issue.message);
  }
  // The day says itself what is wrong with it.
  if (Object.keys(weekProblems(draft.dutyHours)).length > 0)
    problems["dutyHours"] = "The duty hours are not right yet.";
  return problems;
}
