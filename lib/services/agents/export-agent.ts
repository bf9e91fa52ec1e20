import type { AgentFile } from "@/lib/domain/agents/agent-file";
import type { ServiceContext } from "../context";
import { getAgent } from "./get-agent";

/** An agent's draft, or else what is published, as a file. Needs `agents.read`; throws NOT_FOUND. */
export async function exportAgent(context: ServiceContext, agentId: string): Promise<AgentFile> {
  const { name, description, draft } = await getAgent(context, agentId);
  return { format: "aybiza.agent", formatVersion: 1, name, description, config: draft.config };
}
