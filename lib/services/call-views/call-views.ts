import { v7 as uuidv7 } from "uuid";
import { type CallView, ViewInput, ViewQuery } from "@/lib/contracts/call-views";
import { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

const MOST_VIEWS = 50;

type Row = {
  id: string;
  name: string;
  shared: boolean;
  ownerId: string;
  ownerName: string;
  query: unknown;
  updatedAt: Date;
};

/** One's own views and those that others share, by name. Needs `calls.read`. */
export async function listCallViews(context: ServiceContext): Promise<{ views: CallView[] }> {
  requirePermission(context, "calls.read");
  const { organizationId, actor } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.callView.findMany({
      where: { organizationId, OR: [{ ownerId: actor.id }, { shared: true }] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  );
  return { views: rows.map((row) => toView(context, row)) };
}

/** Keeps filters under a name. Needs `notes.write`; throws INVALID and CONFLICT (a name one has already, too many). */
export async function createCallView(context: ServiceContext, rawInput: unknown): Promise<CallView> {
  requirePermission(context, "notes.write");
  const input = parseInput(ViewInput, rawInput);
  const { organizationId, actor } = context;
  return unlessTaken(() =>
    withTenant(organizationId, async (tx) => {
      if ((await tx.callView.count({ where: { organizationId, ownerId: actor.id } })) >= MOST_VIEWS)
        throw new ServiceError("CONFLICT", `${MOST_VIEWS} views at most. Remove one first.`);
      const owner = { ownerId: actor.id, ownerName: actor.name };
      const row = await tx.callView.create({ data: { ...input, ...owner, organizationId, id: uuidv7() } });
      await audit(tx, context, "call_view.created", row);
      return toView(context, row);
    }),
  );
}

/** Changes one's own view, or, with `notes.manage`, one that somebody shares. Needs `notes.write`; throws INVALID, NOT_FOUND and CONFLICT. */
export async function updateCallView(context: ServiceContext, viewId: string, rawInput: unknown): Promise<CallView> {
  requirePermission(context, "notes.write");
  const input = parseInput(ViewInput, rawInput);
  const { organizationId } = context;
  return unlessTaken(() =>
    withTenant(organizationId, async (tx) => {
      await requireOwnView(tx, context, viewId);
      const row = await tx.callView.update({
        where: { organizationId_id: { organizationId, id: viewId } },
        data: input,
      });
      await audit(tx, context, "call_view.changed", row);
      return toView(context, row);
    }),
  );
}

/** Removes a view, with the rights that changing it needs. Throws NOT_FOUND. */
export async function deleteCallView(context: ServiceContext, viewId: string): Promise<void> {
  requirePermission(context, "notes.write");
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const row = await requireOwnView(tx, context, viewId);
    await tx.callView.delete({ where: { organizationId_id: { organizationId, id: viewId } } });
    await audit(tx, context, "call_view.removed", row);
  });
}

async function requireOwnView(tx: Transaction, context: ServiceContext, viewId: string) {
  const { organizationId, actor } = context;
  const orShared = context.permissions.has("notes.manage");
  const row = /^[0-9a-f-]{36}$/i.test(viewId)
    ? await tx.callView.findFirst({
        where: { organizationId, id: viewId, OR: [{ ownerId: actor.id }, ...(orShared ? [{ shared: true }] : [])] },
      })
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such view of yours.");
  return row;
}

const audit = (tx: Transaction, context: ServiceContext, action: string, { id, shared }: Pick<Row, "id" | "shared">) =>
  recordAudit(tx, context, { action, targetType: "call_view", targetId: id, details: { shared } });

const toView = ({ actor }: ServiceContext, row: Row): CallView => ({
  id: row.id,
  name: row.name,
  shared: row.shared,
  ownerName: row.ownerName,
  isOwn: row.ownerId === actor.id,
  // What an older version kept and this one does not know any more narrows nothing.
  query: ViewQuery.safeParse(row.query).data ?? {},
  updatedAt: row.updatedAt.toISOString(),
});

async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new ServiceError("CONFLICT", "You have a view of that name. Choose another name.");
    throw error;
  }
}
