"use server";

import { revalidatePath } from "next/cache";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { Saved } from "@/lib/contracts/saved";
import type { ServiceContext } from "@/lib/services/context";
import { createHumanAgent } from "@/lib/services/human-agents/create-human-agent";
import { deleteHumanAgent } from "@/lib/services/human-agents/delete-human-agent";
import { setDuty } from "@/lib/services/human-agents/set-duty";
import { updateHumanAgent } from "@/lib/services/human-agents/update-human-agent";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

async function changing<T>(work: (context: ServiceContext) => Promise<T>): Promise<Saved<T>> {
  const context = await requireContext("people.write");
  return savedOf(async () => {
    const result = await work(context);
    // The shell shows one's own duty.
    revalidatePath("/", "layout");
    return result;
  });
}

export async function createPersonAction(profile: unknown): Promise<Saved<HumanAgentResource>> {
  return changing((context) => createHumanAgent(context, profile));
}

export async function updatePersonAction(id: string, profile: unknown): Promise<Saved<HumanAgentResource>> {
  return changing((context) => updateHumanAgent(context, id, profile));
}

export async function deletePersonAction(id: string): Promise<Saved<unknown>> {
  return changing((context) => deleteHumanAgent(context, id));
}

export async function setDutyAction(id: string, isOn: boolean): Promise<Saved<HumanAgentResource>> {
  return changing((context) => setDuty(context, id, isOn));
}
