"use server";

import { revalidatePath } from "next/cache";
import { updateOrganization } from "@/lib/services/organizations/update-organization";
import { requireContext } from "@/lib/web/require-context";
import type { ActionState } from "../_components/use-form-action";
import { outcomeOf, textOf } from "../members/outcome";

export async function updateOrganizationAction(_: ActionState, form: FormData): Promise<ActionState> {
  const context = await requireContext("organization.write");
  return outcomeOf(async () => {
    const days = textOf(form, "retentionDays").trim();
    const { heldRecordings } = await updateOrganization(context, {
      name: textOf(form, "name"),
      timeZone: textOf(form, "timeZone"),
      retentionDays: days === "" ? NaN : Number(days),
    });
    // The name stands in the frame of every page.
    revalidatePath("/", "layout");
    if (heldRecordings === 0) return "Saved.";
    const stay = heldRecordings === 1 ? "1 older recording stays" : `${heldRecordings} older recordings stay`;
    return `Saved. ${stay} all the same: under legal hold nothing is deleted.`;
  });
}
