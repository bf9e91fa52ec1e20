import { isTimeZone } from "@/lib/contracts/time-zone";
import { z } from "zod";
import { PlanKey } from "@/lib/contracts/billing";
import { passwordProblem } from "./password-rules";

export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "it must be an e-mail address" }).max(254, "it is too long"));

/** A name is mailed to an address that is not known to be its owner's: it must carry no message. */
const nameOf = (what: string) =>
  z
    .string()
    .trim()
    .min(1, "it must not be empty")
    .max(80, "it may have 80 characters at most")
    .refine(
      (text) => !/:\/\/|www\.|[<>\p{Cc}\u2028\u2029]/iu.test(text),
      `it must be the ${what}, with no address in it`,
    );

export const SignUpInput = z.object({
  name: nameOf("name of a person"),
  email: EmailAddress,
  // Said with all that is wrong elsewhere; whether it is the address is known when that one is.
  password: z.string().superRefine((password, check) => {
    const problem = passwordProblem(password, "");
    if (problem) check.addIssue({ code: "custom", message: problem });
  }),
  organizationName: nameOf("name of an organization"),
  timeZone: z.string().refine(isTimeZone, "choose one from the list"),
  /** Chosen on the pricing page. What is no plan of ours is nobody's fault, and as if none was chosen. */
  plan: PlanKey.nullable().catch(null),
});
