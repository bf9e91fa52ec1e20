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

/** How people reach the business otherwise. */
export const BusinessContact = z.strictObject({
  phone: orNone(E164).default(null).meta({ description: "E.164; the number its callers know." }),
  email: orNone(z.email("write it like front.desk@example.com").max(254)).default(null),
  website: orNone(Website).default(null),
  address: orNone(z.string().trim().max(300)).default(null).meta({ description: "Street and place, in one line." }),
});
export type BusinessContact = z.output<typeof BusinessContact>;
