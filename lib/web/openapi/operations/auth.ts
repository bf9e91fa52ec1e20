import {
  ForgotPasswordInput,
  LoginInput,
  LoginResult,
  RegisterInput,
  ResetPasswordInput,
  Told,
} from "@/lib/contracts/api/auth";
import { defineOperation } from "../operation";

const EMAIL = "dana@example.com";
const PASSWORD = "seven brown horses in a boat";

export const registerOperation = defineOperation({
  id: "register",
  method: "POST",
  path: "/api/v1/auth/register",
  tag: "Signing in",
  summary: "Make an account and its organization",
  description:
    "The organization is on trial. A link to confirm the address is mailed; an address that has an account is answered alike.",
  scope: null,
  isOpen: true,
  body: RegisterInput,
  response: Told,
  status: 202,
  examples: {
    body: {
      name: "Dana Whitfield",
      email: EMAIL,
      password: PASSWORD,
      organizationName: "Bright Dental",
      timeZone: "America/Los_Angeles",
    },
    response: { message: `A link to confirm ${EMAIL} is on its way.` },
  },
});

export const loginOperation = defineOperation({
  id: "login",
  method: "POST",
  path: "/api/v1/auth/login",
  tag: "Signing in",
  summary: "Sign in",
  description:
    "Sets the session's cookie, as the page does. It is for people; programs use an API key. After wrong passwords an address waits, longer each time.",
  scope: null,
  isOpen: true,
  body: LoginInput,
  response: LoginResult,
  examples: {
    body: { email: EMAIL, password: PASSWORD },
    response: {
      secondFactorDue: false,
      user: {
        id: "019a9e2b-5f0e-7c3a-9d55-0d9b6d6d2c11",
        publicId: "USR-7K3M9QWXYZ",
        name: "Dana Whitfield",
        email: EMAIL,
      },
      organizations: [
        {
          id: "019a9e2b-5f0e-7c3a-9d55-0d9b6d6d2c12",
          accountId: "AYB-7SEF-G95R-7PZA",
          name: "Bright Dental",
          role: "owner",
        },
      ],
    },
  },
});

export const forgotPasswordOperation = defineOperation({
  id: "forgotPassword",
  method: "POST",
  path: "/api/v1/auth/forgot-password",
  tag: "Signing in",
  summary: "Ask for a link to a new password",
  description: "Says the same of every address.",
  scope: null,
  isOpen: true,
  body: ForgotPasswordInput,
  response: Told,
  status: 202,
  examples: {
    body: { email: EMAIL },
    response: { message: `If ${EMAIL} has an account, a mail with a link is on its way.` },
  },
});

export const resetPasswordOperation = defineOperation({
  id: "resetPassword",
  method: "POST",
  path: "/api/v1/auth/reset-password",
  tag: "Signing in",
  summary: "Set a new password",
  description: "With the secret of the mailed link, which is good once and for one hour. All sessions end.",
  scope: null,
  isOpen: true,
  body: ResetPasswordInput,
  response: Told,
  refusals: [404, 409],
  examples: {
    body: { token: "m2Q1c0mT7dX9b4wJkR3vZs8yLh6nPfA5eGuIoCtBxEQ", password: PASSWORD },
    response: { message: "The new password counts. Sign in with it." },
  },
});
