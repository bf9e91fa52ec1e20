import type { BusinessConfigPage, BusinessPage } from "@/lib/contracts/api/businesses";
import { PageQuery } from "@/lib/contracts/api/paging";
import type { Prisma } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { BUSINESS_CONFIG_SELECT, toBusiness, toBusinessConfig } from "./business-row";

/** A page of the organization's businesses, oldest first. Needs `businesses.read`. */
export async function listBusinesses(context: ServiceContext, input: PageQuery = {}): Promise<BusinessPage> {
  const { rows, nextCursor } = await pageOf(context, input);
  return { businesses: rows.map(({ settings: _, ...row }) => toBusiness(row)), nextCursor };
}

/** As `listBusinesses`, with the settings in force for each. */
export async function listBusinessConfigs(context: ServiceContext, input: PageQuery = {}): Promise<BusinessConfigPage> {
  const { rows, nextCursor } = await pageOf(context, input);
  return { businesses: rows.map(toBusinessConfig), nextCursor };
}

type Row = Prisma.BusinessGetPayload<{ select: typeof BUSINESS_CONFIG_SELECT }>;

async function pageOf(context: ServiceContext, input: PageQuery): Promise<{ rows: Row[]; nextCursor: string | null }> {
  requirePermission(context, "businesses.read");
  const { limit, cursor } = parseInput(PageQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const beyond = after ? { OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, id: { gt: after.id } }] } : {};
  const rows = await withTenant(organizationId, (tx) =>
    tx.business.findMany({
      where: { organizationId, ...beyond },
      select: BUSINESS_CONFIG_SELECT,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit + 1,
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null;
  return { rows: page, nextCursor };
}
