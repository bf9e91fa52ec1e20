import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { openSecond } from "@/lib/adapters/recordings/seal-second";
import { withTenant, type Transaction } from "@/lib/db/transaction";
import { peakEveryMs, PeakFinder } from "@/lib/domain/audio/peaks";
import { BYTES_PER_MS, SEALED_BYTES, SECOND_MS } from "@/lib/domain/recordings/sealed-sound";
import { cutCall, measureRecording } from "./cut-call";
import { objectKeyOf, openPartKey } from "./part-key";
import { throwAwayOfCall } from "./throw-away";

/** A piece of a call's sound as its worker recorded it, sealed second by second. */
export type RecordedPart = {
  organizationId: string;
  callId: string;
  partId: string;
  epoch: number;
  startMs: number;
  durationMs: number;
  sealedKey: string;
  /** Nothing of the call that lies later is kept, whoever recorded it; 0: nothing at all. Null: nobody wished so. */
  cutFromMs: number | null;
  /** The sealed second of this number. */
  readSecond(second: number): Promise<Uint8Array>;
};

/**
 * Stores a piece of a call's sound for good, with the picture of its loudness. For the worker that recorded it, or found it; done again, it changes nothing.
 * What belongs to no call any more, or to one whose recording was refused or deleted meanwhile, is not stored. Throws when store or database can't be
 * reached: then it is to be tried again.
 */
export async function storeRecordingPart(
  part: RecordedPart,
  objects: Pick<ObjectStore, "get" | "put" | "remove">,
  now = new Date(),
): Promise<"stored" | "not_kept"> {
  const { organizationId, callId, partId, cutFromMs } = part;
  if (cutFromMs === 0) {
    await throwAwayOfCall(organizationId, callId, { state: "refused", by: "caller" }, objects, now);
    return "not_kept";
  }
  if (cutFromMs !== null) await cutCall(part, cutFromMs, objects);
  const wanted = await withTenant(organizationId, async (tx) => {
    const durationMs = await wantedMs(tx, part);
    if (durationMs === 0) return null;
    return { durationMs, key: await openPartKey(tx, organizationId, { id: partId, sealedKey: part.sealedKey }) };
  });
  if (!wanted) return "not_kept";
  const kept = { ...part, durationMs: wanted.durationMs };
  const peaks = new PeakFinder(peakEveryMs(kept.durationMs));
  const objectKey = objectKeyOf(organizationId, partId);
  await objects.put(objectKey, sealedSeconds(kept, wanted.key, peaks));
  wanted.key.fill(0);
  const isKept = await withTenant(organizationId, (tx) => addPart(tx, kept, peaks));
  if (!isKept) await objects.remove(objectKey);
  return isKept ? "stored" : "not_kept";
}

/** So much of a part is to be kept. Another worker's ends at the whole second before a cut, this one's where its worker has cut it. */
async function wantedMs(tx: Transaction, part: RecordedPart): Promise<number> {
  const { organizationId, callId, startMs, durationMs } = part;
  const call = await tx.call.findUnique({
    where: { organizationId_id: { organizationId, id: callId } },
    select: { recording: { select: { state: true, cutFromMs: true } } },
  });
  if (call === null) return 0;
  const { recording } = call;
  if (recording && recording.state !== "kept") return 0;
  const cutFromMs = recording?.cutFromMs ?? null;
  if (cutFromMs === null || startMs + durationMs <= cutFromMs) return durationMs;
  return Math.max(0, Math.floor((cutFromMs - startMs) / SECOND_MS) * SECOND_MS);
}

async function* sealedSeconds(part: RecordedPart, key: Buffer, peaks: PeakFinder): AsyncGenerator<Uint8Array> {
  const seconds = Math.ceil(part.durationMs / SECOND_MS);
  for (let second = 0; second < seconds; second += 1) {
    const sealed = await part.readSecond(second);
    const restMs = Math.min(SECOND_MS, part.durationMs - second * SECOND_MS);
    peaks.add(openSecond(key, part.partId, second, sealed).subarray(0, restMs * BYTES_PER_MS));
    yield sealed;
  }
}

async function addPart(tx: Transaction, part: RecordedPart, peaks: PeakFinder): Promise<boolean> {
  const { organizationId, callId, partId, epoch, startMs, durationMs, sealedKey } = part;
  // Locked, so that nobody deletes the recording while a part is added to it.
  const calls = await tx.$queryRaw<{ started_at: Date }[]>`
    select started_at from calls where organization_id = ${organizationId}::uuid and id = ${callId}::uuid for update`;
  const call = calls[0];
  if (!call) return false;
  const where = { organizationId_callId: { organizationId, callId } };
  const recording = await tx.recording.upsert({
    where,
    create: { organizationId, callId, startedAt: call.started_at, startMs, endMs: startMs + durationMs },
    update: {},
  });
  if (recording.state !== "kept") return false;
  // Stored anew, and shorter.
  if (recording.cutFromMs !== null && startMs + durationMs > recording.cutFromMs)
    throw new Error("the call was cut meanwhile");
  const bytes = Math.ceil(durationMs / SECOND_MS) * SEALED_BYTES;
  const known = await tx.recordingPart.findUnique({ where: { organizationId_id: { organizationId, id: partId } } });
  if (known) return true;
  await tx.recordingPart.create({
    data: {
      organizationId,
      id: partId,
      recordingId: recording.id,
      epoch,
      startMs,
      durationMs,
      bytes,
      sealedKey,
      peaks: Buffer.from(peaks.finish()).toString("base64"),
      peakEveryMs: peaks.everyMs,
    },
  });
  await measureRecording(tx, { organizationId, callId });
  return true;
}
