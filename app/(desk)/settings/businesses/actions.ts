"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { Saved } from "@/lib/contracts/saved";
import { agentDraftFor } from "@/lib/domain/businesses/templates/agent-draft";
import { createAgent } from "@/lib/services/agents/create-agent";
import { createBusiness } from "@/lib/services/businesses/create-business";
import { deleteBusiness } from "@/lib/services/businesses/delete-business";
import { updateBusiness } from "@/lib/services/businesses/update-business";
import { updateBusinessSettings } from "@/lib/services/businesses/update-business-config";
import { objectStore } from "@/lib/web/objects";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

const PATH = "/settings/businesses";

/** Makes a business from its template and, if wanted, a first agent for it; goes on to its page. */
export async function createBusinessAction(input: unknown, withAgent: boolean): Promise<Saved<never>> {
  const context = await requireContext("businesses.write");
  const saved = await savedOf(async () => {
    const business = await createBusiness(context, input);
    if (withAgent && context.permissions.has("agents.write"))
      await createAgent(context, { businessId: business.id, ...agentDraftFor(business) });
    revalidatePath(PATH);
    return business.id;
  });
  if (!saved.ok) return saved;
  redirect(`${PATH}/${saved.data}`);
}

export async function saveProfileAction(
  businessId: string,
  profile: unknown,
  expectedUpdatedAt: string,
): Promise<Saved<{ updatedAt: string }>> {
  const context = await requireContext("businesses.write");
  return savedOf(async () => {
    const { updatedAt } = await updateBusiness(context, businessId, profile, { expectedUpdatedAt });
    revalidatePath(PATH, "layout");
    return { updatedAt };
  });
}

export async function saveSettingsAction(
  businessId: string,
  settings: unknown,
  expectedUpdatedAt: string,
): Promise<Saved<{ updatedAt: string; overridden: string[] }>> {
  const context = await requireContext("businesses.write");
  return savedOf(async () => {
    const { updatedAt, overridden } = await updateBusinessSettings(context, businessId, settings, {
      expectedUpdatedAt,
    });
    revalidatePath(PATH, "layout");
    return { updatedAt, overridden };
  });
}

export async function deleteBusinessAction(businessId: string): Promise<Saved<never>> {
  const context = await requireContext("businesses.write");
  const saved = await savedOf(() => deleteBusiness(context, businessId, objectStore()));
  if (!saved.ok) return saved;
  revalidatePath(PATH, "layout");
  redirect(PATH);
}
