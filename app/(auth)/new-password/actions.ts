"use server";

import { redirect } from "next/navigation";
import { ServiceError } from "@/lib/services/errors";
import { resetPassword } from "@/lib/services/mail-links/reset-password";
import { requestMeta } from "@/lib/web/session";
import { formText } from "../_components/form-text";
import type { NewPasswordState } from "./[token]/_components/new-password-form";

/** A link that does not count shows why at its own address. */
export async function newPasswordAction(
  token: string,
  before: NewPasswordState,
  form: FormData,
): Promise<NewPasswordState> {
  const here = /^[\w-]{1,100}$/.test(token) ? token : "unknown";
  try {
    await resetPassword({ token, password: formText(form, "password") }, await requestMeta());
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === "NOT_FOUND" || error.code === "CONFLICT") redirect(`/new-password/${here}`);
    const attempt = before.attempt + 1;
    const { password } = error.fields;
    return { attempt, problem: password ? `Choose another one: ${password}.` : error.message };
  }
  redirect("/new-password/done");
}
