import { ListRecordingsQuery, type RecordingPage } from "@/lib/contracts/recordings";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { retentionDaysOf, toSummary } from "./recording-rows";

/** A page of the organization's recordings, those of the newest calls first. Needs `recordings.listen`; throws INVALID. */
export async function listRecordings(context: ServiceContext, input: ListRecordingsQuery = {}): Promise<RecordingPage> {
  requirePermission(context, "recordings.listen");
  const { state, held, businessId, limit, cursor } = parseInput(ListRecordingsQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.recording.findMany({
      where: {
        organizationId,
        ...(state ? { state } : {}),
        ...(held === undefined ? {} : { heldAt: held === "true" ? { not: null } : null }),
        ...(businessId ? { call: { businessId } } : {}),
        ...(after ? { OR: [{ startedAt: { lt: after.at } }, { startedAt: after.at, id: { lt: after.id } }] } : {}),
      },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const days = await retentionDaysOf(tx, organizationId);
    return {
      recordings: page.map((row) => toSummary(row, days)),
      nextCursor: rows.length > page.length && last ? cursorOf({ at: last.startedAt, id: last.id }) : null,
    };
  });
}
