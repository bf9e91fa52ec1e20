import type { Task } from "graphile-worker";
import { checkDueServers } from "@/lib/services/mcp-servers/check-due-servers";

/** Every minute: what MCP servers offer, where the last look is some hours old. */
export const checkMcpServersTask =
  (deps: Parameters<typeof checkDueServers>[0]): Task =>
  async () => {
    await checkDueServers(deps);
  };
