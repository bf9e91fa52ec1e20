"use server";

import { revalidatePath } from "next/cache";
import type { ToolResource, ToolTestResource } from "@/lib/contracts/tools";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { tryTool } from "@/lib/services/proof/try-tool";
import { createTool, deleteTool, updateTool } from "@/lib/services/tools/save-tool";
import { webOutcomeDeps } from "@/lib/web/outcome-deps";
import { requireContext } from "@/lib/web/require-context";
import { allowedHosts } from "@/lib/web/allowed-hosts";

type Refused = { ok: false; message: string; fields: FieldErrors };
export type SaveOutcome = { ok: true; tool: ToolResource } | Refused;
export type TestOutcome = { ok: true; run: ToolTestResource } | Refused;

function refusal(error: unknown): Refused {
  if (!(error instanceof ServiceError)) throw error;
  return { ok: false, message: error.message, fields: error.fields };
}

/** Makes a tool (no id), or its next version. */
export async function saveToolAction(toolId: string | null, input: unknown): Promise<SaveOutcome> {
  const context = await requireContext("tools.write");
  try {
    const tool =
      toolId === null
        ? await createTool(context, input, new Date(), allowedHosts())
        : await updateTool(context, String(toolId), input, new Date(), allowedHosts());
    revalidatePath("/settings/tools", "layout");
    return { ok: true, tool };
  } catch (error) {
    return refusal(error);
  }
}

export async function testToolAction(toolId: string, input: unknown): Promise<TestOutcome> {
  const context = await requireContext("tools.run");
  try {
    const run = await tryTool(context, String(toolId), input, webOutcomeDeps());
    revalidatePath("/settings/tools", "layout");
    return { ok: true, run };
  } catch (error) {
    return refusal(error);
  }
}

export async function deleteToolAction(toolId: string): Promise<{ ok: true } | Refused> {
  const context = await requireContext("tools.write");
  try {
    await deleteTool(context, String(toolId));
    revalidatePath("/settings/tools", "layout");
    return { ok: true };
  } catch (error) {
    return refusal(error);
  }
}
