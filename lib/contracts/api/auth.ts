import { z } from "zod";
import { MembershipRole } from "../session";

const email = z.string().max(320).meta({ example: "dana@example.com" });
const password = z.string().max(1_000);

export const RegisterInput = z.strictObject({
  name: z.string().max(200),
  email,
  password: password.meta({ description: "12 or more characters." }),
  organizationName: z.string().max(200),
  timeZone: z.string().max(60).meta({ example: "America/Los_Angeles" }),
});

export const LoginInput = z.strictObject({
  email,
  password,
  code: z
    .string()
    .max(60)
    .optional()
    .meta({ description: "Of the authenticator app, or a recovery code; where one is set up." }),
});

export const ForgotPasswordInput = z.strictObject({ email });
export const ResetPasswordInput = z.strictObject({ token: z.string().max(200), password });

/** What is said whether or not there is such an account. */
export const Told = z.strictObject({ message: z.string() }).meta({ id: "Told" });

export const LoginResult = z
  .strictObject({
    secondFactorDue: z.boolean().meta({ description: "The password was right; log in again, with `code`." }),
    user: z.strictObject({ id: z.uuid(), publicId: z.string(), name: z.string(), email: z.string() }).nullable(),
    organizations: z.array(
      z.strictObject({ id: z.uuid(), accountId: z.string(), name: z.string(), role: MembershipRole }),
    ),
  })
  .meta({ id: "LoginResult" });
