"use server";

import { redirect } from "next/navigation";
import { signIn } from "@/lib/services/auth/sign-in";
import { ServiceError } from "@/lib/services/errors";
import { firstPage } from "@/lib/web/first-page";
import { safePath } from "@/lib/web/safe-path";
import { requestMeta, startSession } from "@/lib/web/session";
import { formText } from "../_components/form-text";
import type { SignInState } from "./_components/sign-in-form";

/** Works without scripts too. Says the same for an unknown person and a wrong password. */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = formText(form, "email").trim();
  const failed = (message: string, waitMs: number | null = null): SignInState => ({ message, waitMs, email });
  if (email === "" || formText(form, "password") === "") return failed("Enter your e-mail address and your password.");
  let next = safePath(formText(form, "next"));
  let hasSecondFactor: boolean;
  try {
    const request = await requestMeta();
    const user = await signIn({ email, password: formText(form, "password") }, request);
    await startSession(user.userId);
    if (next === "/home") next = await firstPage(user, request);
    ({ hasSecondFactor } = user);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === "RATE_LIMITED") return failed("Too many attempts.", error.retryAfterMs ?? 60_000);
    if (error.code === "UNAVAILABLE") return failed(error.message);
    return failed("E-mail address and password do not go together. Check both and try again.");
  }
  redirect(hasSecondFactor ? `/second-factor?next=${encodeURIComponent(next)}` : next);
}
