import { z } from "zod";
import type { VersionPage } from "@/lib/contracts/agents";
import { PageQuery } from "@/lib/contracts/api/paging";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { namesOf, toVersionSummary, VERSION_SELECT } from "./version-rows";

const Position = z.coerce.number().int().positive();

/** A page of an agent's published and retired versions, newest first. Needs `agents.read`; throws NOT_FOUND. */
export async function listVersions(
  context: ServiceContext,
  agentId: string,
  input: PageQuery = {},
): Promise<VersionPage> {
  requirePermission(context, "agents.read");
  const { limit, cursor } = parseInput(PageQuery, input);
  const below = cursor === undefined ? null : Position.safeParse(cursor);
  if (below && !below.success) {
    throw new ServiceError("INVALID", "The cursor is not one of ours. Start again from the first page.", {
      fields: { cursor: "use nextCursor of the page before, unchanged" },
    });
  }
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { id } = await loadAgent(tx, organizationId, agentId);
    const rows = await tx.agentVersion.findMany({
      where: {
        organizationId,
        agentId: id,
        state: { not: "draft" },
        ...(below ? { number: { lt: below.data } } : {}),
      },
      select: VERSION_SELECT,
      orderBy: { number: "desc" },
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const names = await namesOf(
      tx,
      page.map(({ createdBy }) => createdBy),
    );
    return {
      versions: page.map((row) => toVersionSummary(row, names)),
      nextCursor: rows.length > page.length ? String(page.at(-1)?.number ?? "") : null,
    };
  });
}
