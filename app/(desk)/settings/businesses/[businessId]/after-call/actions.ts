"use server";

import { revalidatePath } from "next/cache";
import type { AfterCallStepResource, TryStepResult } from "@/lib/contracts/after-call";
import { createStep, deleteStep, orderSteps, updateStep } from "@/lib/services/after-call/save-step";
import { tryStep } from "@/lib/services/after-call/try-step";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { requireContext } from "@/lib/web/require-context";

type Refused = { ok: false; message: string; fields: FieldErrors };
export type SaveOutcome = { ok: true; step: AfterCallStepResource } | Refused;
export type TryOutcome = { ok: true; result: TryStepResult } | Refused;

function refusal(error: unknown): Refused {
  if (!(error instanceof ServiceError)) throw error;
  return { ok: false, message: error.message, fields: error.fields };
}

/** Makes a step (no id), or changes one. */
export async function saveStepAction(stepId: string | null, input: unknown): Promise<SaveOutcome> {
  const context = await requireContext("tools.write");
  try {
    const step = stepId === null ? await createStep(context, input) : await updateStep(context, String(stepId), input);
    revalidatePath("/settings/businesses", "layout");
    return { ok: true, step };
  } catch (error) {
    return refusal(error);
  }
}

export async function deleteStepAction(stepId: string): Promise<{ ok: true } | Refused> {
  const context = await requireContext("tools.write");
  try {
    await deleteStep(context, String(stepId));
    revalidatePath("/settings/businesses", "layout");
    return { ok: true };
  } catch (error) {
    return refusal(error);
  }
}

export async function orderStepsAction(input: unknown): Promise<{ ok: true } | Refused> {
  const context = await requireContext("tools.write");
  try {
    await orderSteps(context, input);
    revalidatePath("/settings/businesses", "layout");
    return { ok: true };
  } catch (error) {
    return refusal(error);
  }
}

export async function tryStepAction(input: unknown): Promise<TryOutcome> {
  const context = await requireContext("tools.run");
  try {
    return { ok: true, result: await tryStep(context, input, webIntegrationDeps()) };
  } catch (error) {
    return refusal(error);
  }
}
