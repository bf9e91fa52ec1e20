"use server";

import { redirect } from "next/navigation";
import { ServiceError } from "@/lib/services/errors";
import { requestVerification } from "@/lib/services/mail-links/request-verification";
import { verifyEmail } from "@/lib/services/mail-links/verify-email";
import { requestMeta } from "@/lib/web/session";
import { formText } from "../_components/form-text";
import type { MailRequestState } from "../_components/mail-request-form";

/** Says the same of every address. */
export async function resendAction(_: MailRequestState, form: FormData): Promise<MailRequestState> {
  const email = formText(form, "email").trim();
  try {
    await requestVerification({ email }, await requestMeta());
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const problem = error.code === "INVALID" ? "Enter your e-mail address." : error.message;
    return { sent: null, problem, email };
  }
  return { sent: `If ${email} waits to be confirmed, a new mail is on its way.`, problem: null, email };
}

/** The click that a link needs: mail scanners open links, they press nothing. A link that does not count shows why at its own address. */
export async function verifyEmailAction(token: string): Promise<void> {
  const here = /^[\w-]{1,100}$/.test(token) ? token : "unknown";
  let plan: string | null = null;
  try {
    ({ chosenPlan: plan } = await verifyEmail(token, await requestMeta()));
  } catch (error) {
    if (error instanceof ServiceError && ["NOT_FOUND", "CONFLICT"].includes(error.code))
      redirect(`/verify-email/${here}`);
    throw error;
  }
  redirect(plan === null ? "/verify-email/done" : `/verify-email/done?plan=${plan}`);
}
