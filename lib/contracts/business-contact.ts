import { z } from "zod";
import { E164 } from "./phone-number";

/** An empty field is none. */
const orNone = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() === "" ? null : value), schema.nullable());

/** Host and path as people write them: the protocol may be left out. */
const Website = z
  .string()
  .trim()
  .max(500)
  .transform((typed) => (/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`))
  .refine((address) => {
    try {
      const { protocol, hostname, username } = new URL(address);
      return (protocol === "https:" || protocol === "http:") && username === "" && /[.:\d]/.test(hostname);
    } catch {
      return false;
    }
  }, "write the address as in the browser: brightdental.com");

/** An address that can stand in a text message as it is: https, a public host's name, nothing secret before it. */
const LinkAddress = z
  .string()
  .trim()
  .max(500)
  .refine((address) => {
    try {
      const { protocol, hostname, username } = new URL(address);
      return (
        protocol === "https:" && username === "" && /^[^\s]+$/.test(address) && /\.[a-z][a-z\d-]*$/i.test(hostname)
      );
    } catch {
      return false;
    }
  }, "write the whole address, beginning with https://");

const NO_LINES = /^[^\p{Cc}"]*$/u;
const plain = (schema: z.ZodString) => schema.regex(NO_LINES, "write it in one line, without quotation marks");

/** What agents call the two things beside the links that callers can be texted. */
export const TEXTED_ADDRESS = "address";
export const TEXTED_APPOINTMENT = "appointment";

/** A page that callers can be texted. */
export const ContactLink = z.strictObject({
  title: plain(z.string().trim().min(1, "give it a name").max(60))
    .refine(
      (title) => ![TEXTED_ADDRESS, TEXTED_APPOINTMENT].includes(title.toLowerCase()),
      "this name stands for something else; choose another",
    )
    .meta({ description: "What agents know it by; it stands in the message." }),
  address: LinkAddress.meta({ description: "https alone." }),
  when: plain(z.string().trim().max(200)).default("").meta({ description: "When it is to be sent, in plain words." }),
});
export type ContactLink = z.output<typeof ContactLink>;

const hasDistinctTitles = (links: readonly ContactLink[]) =>
  new Set(links.map(({ title }) => title.toLowerCase())).size === links.length;

/** How people reach the business otherwise. */
export const BusinessContact = z.strictObject({
  phone: orNone(E164).default(null).meta({ description: "E.164; the number its callers know." }),
  email: orNone(z.email("write it like front.desk@example.com").max(254)).default(null),
  website: orNone(Website).default(null),
  address: orNone(z.string().trim().max(300)).default(null).meta({ description: "Street and place, in one line." }),
  links: z
    .array(ContactLink)
    .max(20, "20 at most")
    .refine(hasDistinctTitles, "two have the same name")
    .default([])
    .meta({ description: "Pages that its agents may text to callers." }),
});
export type BusinessContact = z.output<typeof BusinessContact>;
