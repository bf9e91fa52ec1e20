"use server";

import { revalidatePath } from "next/cache";
import type { ConnectionOutcome } from "@/components/connections/actions-type";
import type { ConnectionCheck, ConnectionInput, ConnectionResource } from "@/lib/contracts/connections";
import { saveConnection } from "@/lib/services/connections/save-connection";
import { testConnection } from "@/lib/services/connections/test-connection";
import { ServiceError } from "@/lib/services/errors";
import { requireContext } from "@/lib/web/require-context";

async function attempt<T>(work: () => Promise<T>): Promise<ConnectionOutcome<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === "INTERNAL") throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

export async function saveConnectionAction(
  vendor: string,
  input: ConnectionInput,
): Promise<ConnectionOutcome<ConnectionResource>> {
  const context = await requireContext("connections.write");
  const outcome = await attempt(() => saveConnection(context, String(vendor), input));
  if (outcome.ok) revalidatePath("/settings/connections");
  return outcome;
}

/** Without credentials: the connection in use. */
export async function testConnectionAction(
  vendor: string,
  credentials?: Record<string, string>,
): Promise<ConnectionOutcome<ConnectionCheck>> {
  const context = await requireContext("connections.write");
  return attempt(() => testConnection(context, String(vendor), credentials));
}
