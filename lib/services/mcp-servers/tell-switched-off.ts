import { McpToolSpec } from "@/lib/contracts/mcp-servers";
import type { McpServer, McpTool } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { toolSwitchedOffNews } from "@/lib/domain/notifications/news";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";

/** Tells those who may allow it that a tool is not what was allowed any more. `fingerprint`: of what it is now; null: it is gone. */
export async function tellSwitchedOff(
  tx: Transaction,
  { organizationId, id: serverId, name: serverName }: McpServer,
  { id: toolId, name }: Pick<McpTool, "id" | "name">,
  fingerprint: string | null,
  now: Date,
): Promise<Told[]> {
  const version = await tx.toolVersion.findFirst({ where: { organizationId, toolId }, orderBy: { number: "desc" } });
  const title = McpToolSpec.safeParse(version?.spec).data?.title ?? name;
  const news = toolSwitchedOffNews({ serverId, serverName, toolId, title, fingerprint });
  return writeNews(askByPrisma(tx), { organizationId, permission: "tools.write" }, news, now);
}
