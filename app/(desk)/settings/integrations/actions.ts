"use server";

import { revalidatePath } from "next/cache";
import type { ConnectIntegrationResult, DisconnectResult } from "@/lib/contracts/integrations";
import type { ToolTestResource } from "@/lib/contracts/tools";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { startConnect } from "@/lib/services/integrations/connect";
import { disconnectIntegration } from "@/lib/services/integrations/disconnect";
import { saveAction, saveIntegration } from "@/lib/services/integrations/save-integration";
import { tryAction } from "@/lib/services/proof/try-tool";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { webOutcomeDeps } from "@/lib/web/outcome-deps";
import { requireContext, requireMember } from "@/lib/web/require-context";

type Refused = { ok: false; message: string; fields: FieldErrors };
type Outcome<T> = ({ ok: true } & T) | Refused;

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    const done = await work();
    revalidatePath("/settings/integrations", "layout");
    return { ok: true, ...done };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === "INTERNAL") throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

/** The consent that comes of it counts in this very session alone. */
export async function connectAction(
  vendor: string,
  fields: Record<string, string>,
): Promise<Outcome<ConnectIntegrationResult>> {
  const context = await requireContext("tools.write");
  const { sessionId } = await requireMember();
  return attempt(() => startConnect({ ...context, sessionId }, String(vendor), { fields }, webIntegrationDeps()));
}

export async function disconnectAction(vendor: string): Promise<Outcome<DisconnectResult>> {
  const context = await requireContext("tools.write");
  return attempt(() => disconnectIntegration(context, String(vendor), webIntegrationDeps()));
}

export async function saveIntegrationAction(
  vendor: string,
  settings: Record<string, string>,
): Promise<Outcome<unknown>> {
  const context = await requireContext("tools.write");
  return attempt(() => saveIntegration(context, String(vendor), { settings }, webIntegrationDeps()));
}

export async function saveActionAction(vendor: string, action: string, input: unknown): Promise<Outcome<unknown>> {
  const context = await requireContext("tools.write");
  return attempt(() => saveAction(context, String(vendor), String(action), input, webIntegrationDeps()));
}

export async function testActionAction(
  vendor: string,
  action: string,
  input: unknown,
): Promise<Outcome<{ run: ToolTestResource }>> {
  const context = await requireContext("tools.run");
  return attempt(async () => ({
    run: await tryAction(context, String(vendor), String(action), input, webOutcomeDeps()),
  }));
}
