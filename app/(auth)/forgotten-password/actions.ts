"use server";

import { ServiceError } from "@/lib/services/errors";
import { requestPasswordReset } from "@/lib/services/mail-links/request-password-reset";
import { requestMeta } from "@/lib/web/session";
import { formText } from "../_components/form-text";
import type { MailRequestState } from "../_components/mail-request-form";

/** Says the same of every address. */
export async function forgottenPasswordAction(_: MailRequestState, form: FormData): Promise<MailRequestState> {
  const email = formText(form, "email").trim();
  try {
    await requestPasswordReset({ email }, await requestMeta());
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const problem = error.code === "INVALID" ? "Enter your e-mail address." : error.message;
    return { sent: null, problem, email };
  }
  const sent = `If ${email} has an account, a mail with a link is on its way. The link works for one hour.`;
  return { sent, problem: null, email };
}
