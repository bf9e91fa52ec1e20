"use server";

import { revalidatePath } from "next/cache";
import type { AgentConfigInput } from "@/lib/contracts/agent-config";
import type { AgentResource } from "@/lib/contracts/agents";
import { archiveAgent, restoreAgent } from "@/lib/services/agents/archive-agent";
import { createAgent } from "@/lib/services/agents/create-agent";
import { discardDraft } from "@/lib/services/agents/discard-draft";
import { duplicateAgent } from "@/lib/services/agents/duplicate-agent";
import { getAgent } from "@/lib/services/agents/get-agent";
import { importAgent } from "@/lib/services/agents/import-agent";
import { publishVersion } from "@/lib/services/agents/publish-version";
import { rollBack } from "@/lib/services/agents/roll-back";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { updateAgent } from "@/lib/services/agents/update-agent";
import { agentFromTemplate } from "@/lib/services/agents/agent-from-template";
import { ServiceError } from "@/lib/services/errors";
import { requireContext } from "@/lib/web/require-context";
import type { Outcome } from "./outcome";

// What comes from the browser is `unknown` to the verbs, which check it whatever its type says here.

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, code: error.code, message: error.message, fields: error.fields };
  }
}

async function change<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  const outcome = await attempt(work);
  if (outcome.ok) revalidatePath("/agents", "layout");
  return outcome;
}

export async function createAgentAction(input: {
  businessId: string;
  name: string;
  template: string;
}): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(async () => createAgent(context, await agentFromTemplate(context, input)));
}

/** `text` is the file as it was chosen or pasted. */
export async function importAgentAction(businessId: string, text: string): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(async () => {
    let file: unknown;
    try {
      file = JSON.parse(text);
    } catch {
      throw new ServiceError("INVALID", "The file is no JSON. Choose a file that was exported from an agent.");
    }
    return importAgent(context, { businessId, file });
  });
}

export async function readAgentAction(agentId: string): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.read");
  return attempt(() => getAgent(context, agentId));
}

/** Does not render the page anew: the editor knows what it saved. */
export async function saveDraftAction(
  agentId: string,
  config: AgentConfigInput,
  expectedRevision: number,
): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return attempt(() => saveDraft(context, agentId, { config, expectedRevision }));
}

export async function updateAgentAction(
  agentId: string,
  input: { name: string; description: string },
): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(() => updateAgent(context, agentId, input));
}

export async function publishVersionAction(
  agentId: string,
  input: { expectedRevision: number; note: string },
): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.publish");
  return change(() => publishVersion(context, agentId, input));
}

export async function rollBackAction(agentId: string, versionId: string): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.publish");
  return change(() => rollBack(context, agentId, versionId));
}

export async function discardDraftAction(agentId: string, expectedRevision: number): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(() => discardDraft(context, agentId, Number(expectedRevision)));
}

export async function duplicateAgentAction(agentId: string): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(() => duplicateAgent(context, agentId));
}

export async function archiveAgentAction(agentId: string): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(() => archiveAgent(context, agentId));
}

export async function restoreAgentAction(agentId: string): Promise<Outcome<AgentResource>> {
  const context = await requireContext("agents.write");
  return change(() => restoreAgent(context, agentId));
}
