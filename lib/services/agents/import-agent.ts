import type { AgentResource } from "@/lib/contracts/agents";
import { readAgentFile } from "@/lib/domain/agents/agent-file";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { createAgent } from "./create-agent";

/**
 * Makes an agent from a file that `exportAgent` gave, as a draft. Throws INVALID naming every place that is wrong, and then makes nothing.
 * Needs `agents.write`.
 */
export async function importAgent(
  context: ServiceContext,
  input: { businessId: string; file: unknown },
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const read = readAgentFile(input.file);
  if (!read.ok) {
    const fields = Object.fromEntries(read.problems.map(({ path, message }) => [path, message]));
    const [first, ...more] = read.problems;
    const rest =
      more.length === 0
        ? ""
        : ` There ${more.length === 1 ? "is 1 more problem" : `are ${more.length} more problems`}.`;
    throw new ServiceError("INVALID", `The file can't be taken in. Check ${first?.path}: ${first?.message}.${rest}`, {
      fields,
    });
  }
  const { name, description, config } = read.file;
  return createAgent(context, { businessId: input.businessId, name, description, config }, now);
}
