import { withSystem } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { systemContext } from "../context";
import { checkMcpServer, type McpLookDeps } from "./check-server";

/** Longer than a look takes. */
const LEASE_MS = 2 * 60_000;

type Taken = { organizationId: string; id: string };

/** Looks what servers offer by now whose last look is some hours old: each one by one process alone. */
export async function checkDueServers({
  budgetMs = 20_000,
  ...deps
}: McpLookDeps & { budgetMs?: number }): Promise<number> {
  const startedAt = performance.now();
  let checked = 0;
  while (performance.now() - startedAt < budgetMs) {
    const taken = await takeNext(deps.now());
    if (!taken) break;
    const { organizationId, id } = taken;
    const context = systemContext(organizationId, "jobs", ["tools.write"], id);
    // One that was removed meanwhile, or that cannot be written down, keeps no other from its turn.
    await checkMcpServer(context, id, deps).catch((error: unknown) =>
      log.warn({ err: error, id }, "server not looked at"),
    );
    checked += 1;
  }
  return checked;
}

function takeNext(now: Date): Promise<Taken | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  return withSystem("take a server to look at", async (tx) => {
    const rows = await tx.$queryRaw<Taken[]>`
      update mcp_servers set next_look_at = ${leaseUntil}
      where (organization_id, id) = (
        select organization_id, id from mcp_servers where enabled and (next_look_at is null or next_look_at <= ${now})
        order by next_look_at nulls first, id limit 1 for update skip locked
      ) returning organization_id as "organizationId", id`;
    return rows[0] ?? null;
  });
}
