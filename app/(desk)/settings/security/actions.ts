"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { changePassword } from "@/lib/services/auth/change-password";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { beginSecondFactor } from "@/lib/services/second-factor/begin";
import { confirmSecondFactor } from "@/lib/services/second-factor/confirm";
import { disableSecondFactor } from "@/lib/services/second-factor/disable";
import { renewRecoveryCodes } from "@/lib/services/second-factor/renew-recovery-codes";
import { requireSecondFactorOfEveryone } from "@/lib/services/second-factor/require-of-everyone";
import { revokeOtherSessions } from "@/lib/services/sessions/revoke-others";
import { eraseSelf } from "@/lib/services/privacy/erase-self";
import { revokeSession } from "@/lib/services/sessions/revoke-session";
import { endSession } from "@/lib/web/session";
import { requireContext, requireSelf } from "@/lib/web/require-context";
import type { ActionState } from "../_components/use-form-action";
import { outcomeOf } from "../members/outcome";
import { type QrPath, qrPath } from "./qr-path";

export type Outcome<T = null> = { ok: true; data: T } | { ok: false; message: string; fields: FieldErrors };

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

/** The same, for what the page shows: on success it is drawn anew. */
async function change(work: () => Promise<unknown>): Promise<Outcome> {
  const outcome = await attempt(work);
  if (!outcome.ok) return outcome;
  revalidatePath("/settings/security");
  return { ok: true, data: null };
}

export async function beginSecondFactorAction(): Promise<Outcome<{ secret: string; qr: QrPath }>> {
  const self = await requireSelf();
  return attempt(async () => {
    const { secret, address } = await beginSecondFactor(self);
    return { secret, qr: qrPath(address) };
  });
}

/** Gives the recovery codes. The page is not drawn anew: it would take them away before they were read. */
export async function confirmSecondFactorAction(form: FormData): Promise<Outcome<string[]>> {
  const self = await requireSelf();
  return attempt(() => confirmSecondFactor(self, { code: text(form, "code") }));
}

export async function renewRecoveryCodesAction(form: FormData): Promise<Outcome<string[]>> {
  const self = await requireSelf();
  return attempt(() => renewRecoveryCodes(self, { code: text(form, "code") }));
}

export async function disableSecondFactorAction(form: FormData): Promise<Outcome> {
  const self = await requireSelf();
  return change(() => disableSecondFactor(self, { password: text(form, "password"), code: text(form, "code") }));
}

export async function requireOfEveryoneAction(required: boolean): Promise<Outcome> {
  const context = await requireContext("security.write");
  return change(() => requireSecondFactorOfEveryone(context, { required }));
}

export async function revokeSessionAction(id: string): Promise<Outcome> {
  const self = await requireSelf();
  return change(() => revokeSession(self, id));
}

export async function revokeOtherSessionsAction(): Promise<Outcome> {
  const self = await requireSelf();
  return change(() => revokeOtherSessions(self));
}

/** The account is gone, and the cookie with it. */
export async function eraseSelfAction(_: ActionState, form: FormData): Promise<ActionState> {
  const self = await requireSelf();
  const outcome = await outcomeOf(async () => {
    await eraseSelf(self, { email: text(form, "email"), password: text(form, "password") });
    return "Your account is deleted.";
  });
  if (outcome.status !== "done") return outcome;
  await endSession();
  redirect("/");
}

export async function changePasswordAction(form: FormData): Promise<Outcome> {
  const self = await requireSelf();
  return change(() =>
    changePassword(self, { password: text(form, "password"), newPassword: text(form, "newPassword") }),
  );
}
