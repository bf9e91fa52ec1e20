import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant, type Transaction } from "@/lib/db/transaction";
import { SEALED_BYTES, SECOND_MS } from "@/lib/domain/recordings/sealed-sound";
import { objectKeyOf } from "./part-key";
import { removeThrownAway } from "./throw-away";

type Of = { organizationId: string; callId: string };
type Cut = { id: string; seconds: number };

/**
 * Nothing of a call's sound is kept from this moment of the call on, whichever worker recorded it: what is stored is cut at the whole second before, and what comes
 * in later is cut too. Done again it changes nothing.
 */
export async function cutCall(
  { organizationId, callId }: Of,
  cutFromMs: number,
  objects: Pick<ObjectStore, "get" | "put" | "remove">,
): Promise<void> {
  const shorter = await withTenant(organizationId, (tx) => noteCut(tx, { organizationId, callId }, cutFromMs));
  for (const { id, seconds } of shorter) {
    const key = objectKeyOf(organizationId, id);
    await objects.put(key, await objects.get(key, { from: 0, to: seconds * SEALED_BYTES - 1 }));
  }
  await withTenant(organizationId, (tx) => noteLengths(tx, { organizationId, callId }, shorter));
  await removeThrownAway(organizationId, objects);
}

/** Says where the call's sound ends, destroys what lies wholly behind it, and returns what is to be shorter. */
async function noteCut(tx: Transaction, { organizationId, callId }: Of, cutFromMs: number): Promise<Cut[]> {
  const calls = await tx.$queryRaw<{ started_at: Date }[]>`
    select started_at from calls where organization_id = ${organizationId}::uuid and id = ${callId}::uuid for update`;
  if (!calls[0]) return [];
  const where = { organizationId_callId: { organizationId, callId } };
  const recording = await tx.recording.upsert({
    where,
    create: { organizationId, callId, startedAt: calls[0].started_at, cutFromMs },
    update: {},
    include: { parts: true },
  });
  if (recording.state !== "kept") return [];
  const from = Math.min(cutFromMs, recording.cutFromMs ?? cutFromMs);
  await tx.recording.update({ where, data: { cutFromMs: from } });
  const shorter: Cut[] = [];
  for (const { id, startMs, durationMs } of recording.parts) {
    if (startMs + durationMs <= from) continue;
    const seconds = Math.max(0, Math.floor((from - startMs) / SECOND_MS));
    if (seconds > 0) shorter.push({ id, seconds });
    else
      await tx.recordingPart.update({
        where: { organizationId_id: { organizationId, id } },
        data: { sealedKey: "", peaks: "", durationMs: 0, bytes: 0 },
      });
  }
  await measureRecording(tx, { organizationId, callId });
  return shorter;
}

async function noteLengths(tx: Transaction, of: Of, shorter: readonly Cut[]): Promise<void> {
  const { organizationId } = of;
  for (const { id, seconds } of shorter) {
    const where = { organizationId_id: { organizationId, id } };
    const part = await tx.recordingPart.findUnique({ where });
    if (!part) continue;
    const pairs = Math.ceil((seconds * SECOND_MS) / part.peakEveryMs);
    const peaks = Buffer.from(part.peaks, "base64").subarray(0, pairs * 2);
    const data = {
      durationMs: seconds * SECOND_MS,
      bytes: seconds * SEALED_BYTES,
      peaks: peaks.toString("base64"),
    };
    await tx.recordingPart.update({ where, data });
  }
  await measureRecording(tx, of);
}

/** A recording's place and size, from its parts. */
export async function measureRecording(tx: Transaction, { organizationId, callId }: Of): Promise<void> {
  await tx.$executeRaw`
    update recordings r set start_ms = coalesce(p.start_ms, 0), end_ms = coalesce(p.end_ms, 0), bytes = coalesce(p.bytes, 0)
    from (
      select min(p.start_ms) as start_ms, max(p.start_ms + p.duration_ms) as end_ms, sum(p.bytes)::bigint as bytes
      from recordings o join recording_parts p on p.organization_id = o.organization_id and p.recording_id = o.id and p.sealed_key <> ''
      where o.organization_id = ${organizationId}::uuid and o.call_id = ${callId}::uuid
    ) p
    where r.organization_id = ${organizationId}::uuid and r.call_id = ${callId}::uuid`;
}
