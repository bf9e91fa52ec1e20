import type { OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import { McpToolSpec } from "@/lib/contracts/mcp-servers";
import { withTenant } from "@/lib/db/transaction";
import { readOfferedTool } from "@/lib/domain/mcp-servers/offered-tool";
import { readMcpBack } from "@/lib/domain/mcp-servers/read-back";
import { fingerprintOf, readerOf, targetOf } from "../mcp-servers/server-row";
import { type AskDeps, askServer } from "../mcp-servers/ask-server";

type Reference = Extract<OutcomeReference, { kind: "mcp" }>;

const READ_MS = 2000;

/** What the server of a tool says stands there, asked by its reading tool while that is what was allowed. */
export async function readMcp(
  organizationId: string,
  { toolId, version, input, values }: Reference,
  timeZone: string,
  deps: Partial<Pick<AskDeps, "call" | "oauth">> & Pick<AskDeps, "now">,
): Promise<ReadBack> {
  const found = await withTenant(organizationId, async (tx) => {
    const key = { organizationId, toolId, number: version };
    const stored = await tx.toolVersion.findUnique({ where: { organizationId_toolId_number: key } });
    const { mcp } = McpToolSpec.safeParse(stored?.spec).data ?? {};
    if (!mcp?.readBack) return null;
    const at = { organizationId, id: mcp.serverId };
    const server = await tx.mcpServer.findUnique({ where: { organizationId_id: at } });
    const reader = server?.enabled ? await readerOf(tx, server, mcp.readBack.tool) : null;
    const target = server && reader ? await targetOf(tx, server) : null;
    return reader && target && { reader, target, readBack: mcp.readBack };
  });
  const { call } = deps;
  if (!found || !call) return { found: "unknown", problem: "the tool that reads it can't be used any more" };
  const { reader, target, readBack } = found;
  const sent = await askServer(
    target,
    { ...deps, call },
    {
      tool: readBack.tool,
      input,
      runId: toolId,
      timeoutMs: READ_MS,
      check(tools) {
        const offered = tools.map(readOfferedTool).find((tool) => tool?.name === readBack.tool);
        const isSame = offered && fingerprintOf(offered) === reader.mcp.fingerprint;
        return isSame ? null : "the tool that reads it is not what was allowed any more";
      },
    },
  );
  return readMcpBack(readBack, values, sent, timeZone);
}
