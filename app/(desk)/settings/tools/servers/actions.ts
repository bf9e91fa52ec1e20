"use server";

import { revalidatePath } from "next/cache";
import type { McpServerResource } from "@/lib/contracts/mcp-servers";
import type { ToolTestResource } from "@/lib/contracts/tools";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { allowMcpTool, disallowMcpTool } from "@/lib/services/mcp-servers/allow-tool";
import { checkMcpServer } from "@/lib/services/mcp-servers/check-server";
import { createMcpServer, deleteMcpServer, updateMcpServer } from "@/lib/services/mcp-servers/save-server";
import { startMcpSignIn } from "@/lib/services/mcp-servers/sign-in";
import { tryMcpTool } from "@/lib/services/proof/try-tool";
import { mcpClient } from "@/lib/web/mcp-client";
import { webOutcomeDeps } from "@/lib/web/outcome-deps";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { allowedHosts } from "@/lib/web/allowed-hosts";

export type Refused = { ok: false; message: string; fields: FieldErrors };
export type ServerOutcome = { ok: true; server: McpServerResource } | Refused;

async function outcomeOf(work: Promise<McpServerResource>): Promise<ServerOutcome> {
  try {
    const server = await work;
    revalidatePath("/settings/tools", "layout");
    return { ok: true, server };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

/** Adds a server (no id) or changes it, and looks at once what it offers. */
export async function saveServerAction(serverId: string | null, input: unknown): Promise<ServerOutcome> {
  const context = await requireContext("tools.write");
  const save = async () => {
    const server =
      serverId === null
        ? await createMcpServer(context, input, new Date(), allowedHosts())
        : await updateMcpServer(context, String(serverId), input, new Date(), allowedHosts());
    return server.enabled ? checkMcpServer(context, server.id, mcpClient()) : server;
  };
  return outcomeOf(save());
}

export async function checkServerAction(serverId: string): Promise<ServerOutcome> {
  const context = await requireContext("tools.write");
  return outcomeOf(checkMcpServer(context, String(serverId), mcpClient()));
}

export async function allowToolAction(serverId: string, toolId: string, input: unknown): Promise<ServerOutcome> {
  const context = await requireContext("tools.write");
  return outcomeOf(allowMcpTool(context, String(serverId), String(toolId), input));
}

export async function testMcpToolAction(
  serverId: string,
  toolId: string,
  input: unknown,
): Promise<{ ok: true; run: ToolTestResource } | Refused> {
  const context = await requireContext("tools.run");
  try {
    const run = await tryMcpTool(context, String(serverId), String(toolId), input, webOutcomeDeps());
    revalidatePath("/settings/tools", "layout");
    return { ok: true, run };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

/** The consent that comes of it counts in this very session alone. */
export async function signInAction(serverId: string): Promise<{ ok: true; url: string } | Refused> {
  const context = await requireContext("tools.write");
  const { sessionId } = await requireMember();
  try {
    const { url } = await startMcpSignIn({ ...context, sessionId }, String(serverId), mcpClient());
    return { ok: true, url };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

export async function disallowToolAction(serverId: string, toolId: string): Promise<ServerOutcome> {
  const context = await requireContext("tools.write");
  return outcomeOf(disallowMcpTool(context, String(serverId), String(toolId)));
}

export async function deleteServerAction(serverId: string): Promise<{ ok: true } | Refused> {
  const context = await requireContext("tools.write");
  try {
    await deleteMcpServer(context, String(serverId));
    revalidatePath("/settings/tools", "layout");
    return { ok: true };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}
