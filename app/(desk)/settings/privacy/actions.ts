"use server";

import { revalidatePath } from "next/cache";
import { setVerificationPhone } from "@/lib/services/caller-verification/set-verification-phone";
import { eraseCaller } from "@/lib/services/privacy/erase-caller";
import { cancelErasure, requestErasure } from "@/lib/services/privacy/request-erasure";
import { requireContext, requireSelf } from "@/lib/web/require-context";
import type { ActionState } from "../_components/use-form-action";
import { outcomeOf, textOf } from "../members/outcome";

const PATH = "/settings/privacy";
const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

export async function eraseCallerAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("callers.erase");
  return outcomeOf(async () => {
    const { calls, messages, recordings, held } = await eraseCaller(context, { phone: textOf(form, "phone") });
    if (calls === 0) return "Nothing is kept of this number: no call, no message.";
    const erased = `Erased: the words and numbers of ${counted(calls, "call")} and ${counted(messages, "message")}, and ${counted(recordings, "recording")}.`;
    if (held === 0) return erased;
    return `${erased} ${counted(held, "recording")} under legal hold ${held === 1 ? "stays" : "stay"}: lift the hold and erase again.`;
  });
}

export async function setVerificationPhoneAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("security.write");
  return outcomeOf(async () => {
    const { phone } = await setVerificationPhone(context, { phone: textOf(form, "phone") });
    revalidatePath(PATH);
    return phone ? `Saved. Codes go to ${phone}.` : "Saved. No code is sent, so no caller can be verified.";
  });
}

export async function requestErasureAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("organization.erase");
  const self = await requireSelf();
  return outcomeOf(async () => {
    await requestErasure(context, self, {
      accountId: textOf(form, "accountId"),
      password: textOf(form, "password"),
    });
    revalidatePath(PATH);
    return "It will be erased. Until then you can undo it here.";
  });
}

export async function cancelErasureAction(): Promise<ActionState> {
  const context = await requireContext("organization.erase");
  return outcomeOf(async () => {
    await cancelErasure(context);
    revalidatePath(PATH);
    return "Undone. Nothing is going to be erased.";
  });
}
