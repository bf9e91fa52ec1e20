"use server";

import { revalidatePath } from "next/cache";
import type { EscalationResource } from "@/lib/contracts/escalations";
import type { Saved } from "@/lib/contracts/saved";
import type { ServiceContext } from "@/lib/services/context";
import { completeEscalation, reopenEscalation } from "@/lib/services/escalations/settle-escalation";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

async function changing(
  work: (context: ServiceContext) => Promise<EscalationResource>,
): Promise<Saved<EscalationResource>> {
  const context = await requireContext("escalations.handle");
  return savedOf(async () => {
    const escalation = await work(context);
    revalidatePath("/escalations", "layout");
    return escalation;
  });
}

export async function completeEscalationAction(id: string, resolution: string): Promise<Saved<EscalationResource>> {
  return changing((context) => completeEscalation(context, id, { resolution }));
}

export async function reopenEscalationAction(id: string): Promise<Saved<EscalationResource>> {
  return changing((context) => reopenEscalation(context, id));
}
