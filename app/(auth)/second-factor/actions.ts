"use server";

import { redirect } from "next/navigation";
import { ServiceError } from "@/lib/services/errors";
import { showSecondFactor } from "@/lib/services/second-factor/show";
import { safePath } from "@/lib/web/safe-path";
import { endSession, readAnySession, requestMeta } from "@/lib/web/session";
import { formText } from "../_components/form-text";
import type { SecondFactorFormState } from "./_components/second-factor-form";

/** Works without scripts too. */
export async function showSecondFactorAction(_: SecondFactorFormState, form: FormData): Promise<SecondFactorFormState> {
  const next = safePath(formText(form, "next"));
  const session = await readAnySession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  if (session.isComplete) redirect(next);
  const code = formText(form, "code").trim();
  if (code === "") return { message: "Enter a code.", waitMs: null };
  try {
    const { user, sessionId } = session;
    await showSecondFactor({ user, sessionId, ...(await requestMeta()) }, { code });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === "RATE_LIMITED") return { message: "Too many attempts.", waitMs: error.retryAfterMs ?? 60_000 };
    return { message: error.message, waitMs: null };
  }
  redirect(next);
}

/** Ends the half-made sign-in. */
export async function signInAsAnotherAction(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}
