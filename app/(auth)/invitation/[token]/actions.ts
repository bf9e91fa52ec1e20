"use server";

import { redirect } from "next/navigation";
import { ServiceError } from "@/lib/services/errors";
import { acceptInvitation } from "@/lib/services/invitations/accept-invitation";
import { joinAsNewPerson } from "@/lib/services/invitations/join-as-new-person";
import { endSession, readSession, requestMeta, startSession } from "@/lib/web/session";
import type { JoinState } from "./_components/join-form";

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

const pathOf = (form: FormData) => `/invitation/${encodeURIComponent(text(form, "token"))}`;

/** Makes an account for the invited address and signs in with it. Works without scripts too. */
export async function joinAction(_: JoinState, form: FormData): Promise<JoinState> {
  const name = text(form, "name");
  try {
    const input = { token: text(form, "token"), name, password: text(form, "password") };
    const { userId } = await joinAsNewPerson(input, await requestMeta());
    await startSession(userId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { message: error.message, fields: error.fields, name };
  }
  redirect("/home");
}

/** The signed-in person joins. */
export async function acceptAction(_: JoinState, form: FormData): Promise<JoinState> {
  const session = await readSession();
  if (!session) redirect(pathOf(form));
  const { user, sessionId } = session;
  try {
    await acceptInvitation({ user, sessionId, ...(await requestMeta()) }, text(form, "token"));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { message: error.message, fields: {}, name: "" };
  }
  redirect("/home");
}

/** For who is signed in as somebody else than the one who is invited. */
export async function signOutAndStayAction(form: FormData): Promise<void> {
  await endSession();
  redirect(pathOf(form));
}
