"use server";

import { revalidatePath } from "next/cache";
import { MembershipRole } from "@/lib/contracts/session";
import { parseInput } from "@/lib/services/errors";
import { createInvitation } from "@/lib/services/invitations/create-invitation";
import { resendInvitation } from "@/lib/services/invitations/resend-invitation";
import { revokeInvitation } from "@/lib/services/invitations/revoke-invitation";
import { changeRole } from "@/lib/services/members/change-role";
import { removeMember } from "@/lib/services/members/remove-member";
import { requireContext } from "@/lib/web/require-context";
import type { ActionState } from "../_components/use-form-action";
import { outcomeOf, textOf } from "./outcome";

const PATH = "/settings/members";

const roleOf = (form: FormData) => parseInput(MembershipRole, textOf(form, "role"));

export async function inviteAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("members.write");
  return outcomeOf(async () => {
    const email = textOf(form, "email");
    await createInvitation(context, { email, role: roleOf(form) });
    revalidatePath(PATH);
    return `The invitation to ${email.trim()} is on its way. Its link is good for 7 days.`;
  });
}

export async function resendInvitationAction(id: string): Promise<ActionState> {
  const context = await requireContext("members.write");
  return outcomeOf(async () => {
    await resendInvitation(context, { id });
    revalidatePath(PATH);
    return "Sent again, with a new link. The old one does not work any more.";
  });
}

export async function revokeInvitationAction(id: string): Promise<ActionState> {
  const context = await requireContext("members.write");
  return outcomeOf(async () => {
    await revokeInvitation(context, { id });
    revalidatePath(PATH);
    return "The invitation was taken back.";
  });
}

export async function changeRoleAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("members.write");
  return outcomeOf(async () => {
    await changeRole(context, { userId: textOf(form, "userId"), role: roleOf(form) });
    revalidatePath(PATH);
    return "The role was changed.";
  });
}

export async function removeMemberAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("members.write");
  return outcomeOf(async () => {
    await removeMember(context, { userId: textOf(form, "userId") });
    revalidatePath(PATH);
    return "The member was removed.";
  });
}
