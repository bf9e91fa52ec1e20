"use server";

import { revalidatePath } from "next/cache";
import { retryRun } from "@/lib/services/after-call/list-runs";
import { ServiceError } from "@/lib/services/errors";
import { requireContext } from "@/lib/web/require-context";

export async function retryStepAction(
  callId: string,
  stepId: string,
): Promise<{ ok: true } | { ok: false; message: string }> {
  const context = await requireContext("tools.run");
  try {
    await retryRun(context, String(callId), String(stepId));
    revalidatePath(`/calls/${callId}`);
    return { ok: true };
  } catch (error) {
    if (error instanceof ServiceError) return { ok: false, message: error.message };
    throw error;
  }
}
