import { BusinessProfile, type BusinessResource, type BusinessType } from "@/lib/contracts/api/businesses";
import type { BusinessContact, ContactLink } from "@/lib/contracts/business-contact";
import { weekProblems } from "@/lib/domain/schedule/hours-problems";
import type { z } from "zod";

export type BusinessTypeName = z.infer<typeof BusinessType>;

type Texts<T> = { [K in keyof T]: string };

/** A business as it is being typed: what may be missing is an empty text. */
export type BusinessDraft = Omit<BusinessProfile, "city" | "fallbackNumber" | "contact"> & {
  city: string;
  fallbackNumber: string;
  contact: Texts<Omit<BusinessContact, "links">> & { links: ContactLink[] };
};

export function draftOf(business: BusinessResource): BusinessDraft {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, contact, city, fallbackNumber, ...rest } = business;
  const { phone, email, website, address, links } = contact;
  return {
    ...rest,
    city: city ?? "",
    fallbackNumber: fallbackNumber ?? "",
    contact: { phone: phone ?? "", email: email ?? "", website: website ?? "", address: address ?? "", links },
  };
}

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** A number without the marks people read it by. */
const bareNumber = (typed: string) => typed.replace(/[\s().-]/g, "");

/** As the product takes it. */
export const profileOf = ({ city, fallbackNumber, contact, ...draft }: BusinessDraft) => ({
  ...draft,
  city: orNull(city),
  fallbackNumber: orNull(bareNumber(fallbackNumber)),
  contact: { ...contact, phone: bareNumber(contact.phone) },
});

/** What is wrong with it, by field (dotted path); empty when nothing is. */
export function draftProblems(draft: BusinessDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const parsed = BusinessProfile.safeParse(profileOf(draft));
  for (const issue of parsed.error?.issues ?? []) problems[issue.path.join(".")] ??= sentence(issue.message);
  for (const [day, problem] of Object.entries(weekProblems(draft.weeklyHours)))
    problems[`weeklyHours.${day}`] = problem;
  return problems;
}

/** The product's messages begin small, for use after a colon. */
export const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, "")}.`;
