import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant, type Transaction } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { objectKeyOf } from "./part-key";

/** Why a recording has no sound any more, and who saw to it. */
export type Gone = { state: "refused" | "deleted" | "expired"; by: string };

/**
 * Destroys the keys of a recording's sound, which makes it unreadable wherever copies of it lie, and says why it is gone. For a transaction that goes on;
 * `removeThrownAway` then frees the place. Returns whether there was anything.
 */
export async function destroyKeys(
  tx: Transaction,
  organizationId: string,
  recordingId: string,
  gone: Gone,
  now: Date,
): Promise<void> {
  await tx.recording.update({
    where: { organizationId_id: { organizationId, id: recordingId } },
    data: { state: gone.state, goneAt: now, goneBy: gone.by, bytes: 0 },
  });
  await tx.recordingPart.updateMany({ where: { organizationId, recordingId }, data: { sealedKey: "", peaks: "" } });
}

/** Nothing of a call's sound is kept, whatever of it comes in later. */
export async function throwAwayOfCall(
  organizationId: string,
  callId: string,
  gone: Gone,
  objects: Pick<ObjectStore, "remove">,
  now: Date,
): Promise<void> {
  await withTenant(organizationId, async (tx) => {
    const calls = await tx.$queryRaw<{ started_at: Date }[]>`
      select started_at from calls where organization_id = ${organizationId}::uuid and id = ${callId}::uuid for update`;
    if (!calls[0]) return;
    const recording = await tx.recording.upsert({
      where: { organizationId_callId: { organizationId, callId } },
      create: {
        organizationId,
        callId,
        startedAt: calls[0].started_at,
        state: gone.state,
        goneAt: now,
        goneBy: gone.by,
      },
      update: {},
    });
    if (recording.state === "kept") await destroyKeys(tx, organizationId, recording.id, gone, now);
  });
  await removeThrownAway(organizationId, objects);
}

/** Removes the objects whose keys are destroyed. What can't be removed now is at the next call. Returns how many were. */
export async function removeThrownAway(organizationId: string, objects: Pick<ObjectStore, "remove">): Promise<number> {
  const parts = await withTenant(organizationId, (tx) =>
    tx.recordingPart.findMany({ where: { organizationId, sealedKey: "" }, select: { id: true }, take: 1000 }),
  );
  let removed = 0;
  for (const { id } of parts) {
    try {
      await objects.remove(objectKeyOf(organizationId, id));
      await withTenant(organizationId, (tx) =>
        tx.recordingPart.deleteMany({ where: { organizationId, id, sealedKey: "" } }),
      );
      removed += 1;
    } catch (error) {
      log.warn({ err: error, organizationId }, "the unreadable sound of a recording is not removed yet");
    }
  }
  return removed;
}
