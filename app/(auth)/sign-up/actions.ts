"use server";

import { redirect } from "next/navigation";
import { ServiceError } from "@/lib/services/errors";
import { signUp } from "@/lib/services/sign-up/sign-up";
import { requestMeta } from "@/lib/web/session";
import { formText } from "../_components/form-text";
import { rememberMailbox } from "../verify-email/mailbox-cookie";
import type { SignUpState } from "./_components/sign-up-form";

/** Works without scripts too. Goes on to the same page whether or not the address has an account already. */
export async function signUpAction(before: SignUpState, form: FormData): Promise<SignUpState> {
  const values = {
    name: formText(form, "name"),
    email: formText(form, "email"),
    organizationName: formText(form, "organizationName"),
    timeZone: formText(form, "timeZone"),
  };
  try {
    const more = { password: formText(form, "password"), plan: formText(form, "plan") };
    const { email } = await signUp({ ...values, ...more }, await requestMeta());
    await rememberMailbox(email);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const attempt = before.attempt + 1;
    if (error.code === "INVALID") return { attempt, values, fields: error.fields, message: null };
    return { attempt, values, fields: {}, message: error.message };
  }
  redirect("/verify-email");
}
