import { z } from "zod";

/** E.164. Spaces, dots, dashes and brackets that people type between the digits are taken away. */
export const E164 = z
  .string()
  .trim()
  .max(40)
  .transform((typed) => typed.replace(/[\s().-]/g, ""))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "give the number with its country: +14155550134"));
