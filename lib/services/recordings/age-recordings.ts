import type { ObjectStore, StorageTier } from "@/lib/adapters/object-store/object-store";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import { systemContext } from "../context";
import { objectKeyOf } from "./part-key";
import { isTooOld } from "./recording-rows";
import { destroyKeys, removeThrownAway } from "./throw-away";

const DAY_MS = 86_400_000;
/** What is older than so many days is wanted seldom, or hardly ever. */
const INFREQUENT_AFTER_DAYS = 7;
const ARCHIVE_AFTER_DAYS = 90;
const AT_ONCE = 500;

type Due = { organizationId: string; id: string };

/** Deletes what was kept as long as its organization keeps things, unless it is under legal hold, and frees the place of all that was thrown away. */
export async function expireRecordings(
  objects: Pick<ObjectStore, "remove">,
  now = new Date(),
): Promise<{ expired: number; removed: number }> {
  const due = await withSystem(
    "recordings that are too old",
    (tx) => tx.$queryRaw<Due[]>`
      select r.organization_id as "organizationId", r.id from recordings r join organizations o on o.id = r.organization_id
      where r.state = 'kept' and r.held_at is null and r.started_at <= ${now}::timestamptz - make_interval(days => o.retention_days)
      order by r.started_at limit ${AT_ONCE}`,
  );
  const expired = new Map<string, number>();
  for (const { organizationId, id } of due) {
    const isGone = await withTenant(organizationId, async (tx) => {
      const [row] = await tx.$queryRaw<{ held: boolean; startedAt: Date; days: number }[]>`
        select r.held_at is not null as held, r.started_at as "startedAt", o.retention_days as days
        from recordings r join organizations o on o.id = r.organization_id
        where r.organization_id = ${organizationId}::uuid and r.id = ${id}::uuid and r.state = 'kept' for update of r`;
      // Held, or kept longer, since it was looked for.
      if (!row || row.held || !isTooOld(row.startedAt, row.days, now)) return false;
      await destroyKeys(tx, organizationId, id, { state: "expired", by: "retention" }, now);
      return true;
    });
    if (isGone) expired.set(organizationId, (expired.get(organizationId) ?? 0) + 1);
  }
  for (const [organizationId, count] of expired) {
    const context = systemContext(organizationId, "retention", [], `retention-${now.toISOString()}`);
    await withTenant(organizationId, (tx) =>
      recordAudit(tx, context, {
        action: "recordings.expired",
        targetType: "organization",
        targetId: organizationId,
        details: { count },
      }),
    );
  }
  return { expired: [...expired.values()].reduce((sum, count) => sum + count, 0), removed: await freePlaces(objects) };
}

async function freePlaces(objects: Pick<ObjectStore, "remove">): Promise<number> {
  const owners = await withSystem("recordings thrown away", (tx) =>
    tx.recordingPart.findMany({
      where: { sealedKey: "" },
      select: { organizationId: true },
      distinct: ["organizationId"],
      take: AT_ONCE,
    }),
  );
  let removed = 0;
  for (const { organizationId } of owners) removed += await removeThrownAway(organizationId, objects);
  return removed;
}

/** Moves recordings to where they cost what they are worth at their age. Returns how many were moved. */
export async function moveRecordingsByAge(objects: Pick<ObjectStore, "setTier">, now = new Date()): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const archived = await move("archive", ["hot", "infrequent"], before(ARCHIVE_AFTER_DAYS), objects);
  return archived + (await move("infrequent", ["hot"], before(INFREQUENT_AFTER_DAYS), objects));
}

async function move(
  tier: StorageTier,
  from: readonly StorageTier[],
  startedBefore: Date,
  objects: Pick<ObjectStore, "setTier">,
): Promise<number> {
  const due = await withSystem("recordings of an age", (tx) =>
    tx.recording.findMany({
      where: { state: "kept", tier: { in: [...from] }, startedAt: { lte: startedBefore } },
      select: { organizationId: true, id: true, parts: { select: { id: true } } },
      orderBy: { startedAt: "asc" },
      take: AT_ONCE,
    }),
  );
  let moved = 0;
  for (const { organizationId, id, parts } of due) {
    try {
      for (const part of parts) await objects.setTier(objectKeyOf(organizationId, part.id), tier);
      await withTenant(organizationId, (tx) =>
        tx.recording.updateMany({ where: { organizationId, id, state: "kept" }, data: { tier } }),
      );
      moved += 1;
    } catch (error) {
      log.warn({ err: error, organizationId, recordingId: id, tier }, "a recording was not moved");
    }
  }
  return moved;
}
