import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { ObjectArchived } from "@/lib/adapters/object-store/object-store";
import { openSecond } from "@/lib/adapters/recordings/seal-second";
import { withTenant } from "@/lib/db/transaction";
import { BYTES_PER_MS, SEALED_BYTES, SECOND_MS } from "@/lib/domain/recordings/sealed-sound";
import { toSamples, WAV_BYTES_PER_MS, WAV_HEADER_BYTES, wavBytes, wavHeader } from "@/lib/domain/recordings/wav";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { noteListen } from "./note-listen";
import { objectKeyOf, openPartKey } from "./part-key";
import { findOfCall, noRecording } from "./recording-rows";

/** A recording as a WAV file, of which any piece can be read. Nothing of it is held in memory but the second being sent. */
export type OpenSound = {
  bytes: number;
  /** The file's bytes from one to another, both included. */
  read(from: number, to: number): AsyncGenerator<Uint8Array, void, undefined>;
};

type Part = { id: string; key: Buffer; startMs: number; endMs: number };

const ARCHIVE_HOURS = 5;

/**
 * Opens a call's sound for listening or to keep a copy; audited, once a sitting. Needs `recordings.listen`. Throws NOT_FOUND, CONFLICT when it is gone, and
 * UNAVAILABLE when it lies in the archive: then it is on its way back, ready in some hours.
 */
export async function openRecordingSound(
  context: ServiceContext,
  callId: string,
  objects: Pick<ObjectStore, "get" | "recall">,
  now = new Date(),
): Promise<OpenSound> {
  requirePermission(context, "recordings.listen");
  const { organizationId } = context;
  const { startMs, endMs, parts } = await withTenant(organizationId, async (tx) => {
    const found = await findOfCall(tx, organizationId, callId);
    if (!found) throw noRecording();
    if (found.state !== "kept") throw new ServiceError("CONFLICT", "The sound of this call is not kept any more.");
    await noteListen(tx, context, found, now);
    const opened: Part[] = [];
    for (const part of found.parts) {
      const key = await openPartKey(tx, organizationId, part);
      opened.push({ id: part.id, key, startMs: part.startMs, endMs: part.startMs + part.durationMs });
    }
    return { startMs: found.startMs, endMs: found.endMs, parts: opened };
  });
  const read = (part: Part, from: number, to: number) => secondsOf(organizationId, part, from, to, objects);
  const first = parts[0];
  // Whoever is to be told that it takes hours is told now, not in the middle of a file.
  if (first) await probe(read(first, 0, 0), parts, organizationId, objects);
  return {
    bytes: wavBytes(endMs - startMs),
    async *read(from, to) {
      if (from < WAV_HEADER_BYTES) yield wavHeader(endMs - startMs).subarray(from, to + 1);
      const dataFrom = Math.max(0, from - WAV_HEADER_BYTES);
      const dataTo = to - WAV_HEADER_BYTES;
      if (dataTo < dataFrom) return;
      // Whole milliseconds; what is too much at both ends is cut.
      const fromMs = Math.floor(dataFrom / WAV_BYTES_PER_MS);
      const toMs = Math.floor(dataTo / WAV_BYTES_PER_MS) + 1;
      let at = fromMs * WAV_BYTES_PER_MS;
      for await (const samples of samplesOf(parts, startMs + fromMs, startMs + toMs, read)) {
        const piece = samples.subarray(Math.max(0, dataFrom - at), Math.max(0, dataTo + 1 - at));
        at += samples.length;
        if (piece.length > 0) yield piece;
      }
    },
  };
}

async function probe(
  reading: AsyncGenerator<Uint8Array>,
  parts: readonly Part[],
  organizationId: string,
  objects: Pick<ObjectStore, "recall">,
): Promise<void> {
  try {
    await reading.next();
  } catch (error) {
    if (!(error instanceof ObjectArchived)) throw error;
    for (const { id } of parts) await objects.recall(objectKeyOf(organizationId, id));
    const message = `This recording is in the archive. It is being brought back and can be heard in about ${ARCHIVE_HOURS} hours.`;
    throw new ServiceError("UNAVAILABLE", message, { retryAfterMs: ARCHIVE_HOURS * 3_600_000 });
  } finally {
    await reading.return(undefined);
  }
}

type ReadPart = (part: Part, fromSecond: number, toSecond: number) => AsyncGenerator<Uint8Array>;

/** The samples of a stretch of the call: of each moment from the part that came last, and silence where there is none. */
async function* samplesOf(parts: readonly Part[], fromMs: number, toMs: number, read: ReadPart) {
  let atMs = fromMs;
  for (const [index, part] of parts.entries()) {
    const endMs = Math.min(part.endMs, parts[index + 1]?.startMs ?? Infinity, toMs);
    if (endMs <= atMs) continue;
    if (part.startMs >= toMs) break;
    for (; atMs < part.startMs;) {
      const untilMs = Math.min(part.startMs, atMs + SECOND_MS);
      yield new Uint8Array((untilMs - atMs) * WAV_BYTES_PER_MS);
      atMs = untilMs;
    }
    let second = Math.floor((atMs - part.startMs) / SECOND_MS);
    const last = Math.floor((endMs - 1 - part.startMs) / SECOND_MS);
    for await (const sound of read(part, second, last)) {
      const beginsMs = part.startMs + second * SECOND_MS;
      const untilMs = Math.min(endMs, beginsMs + SECOND_MS);
      yield toSamples(sound.subarray((atMs - beginsMs) * BYTES_PER_MS, (untilMs - beginsMs) * BYTES_PER_MS));
      atMs = untilMs;
      second += 1;
    }
  }
  for (; atMs < toMs;) {
    const untilMs = Math.min(toMs, atMs + SECOND_MS);
    yield new Uint8Array((untilMs - atMs) * WAV_BYTES_PER_MS);
    atMs = untilMs;
  }
}

async function* secondsOf(
  organizationId: string,
  part: Part,
  from: number,
  to: number,
  objects: Pick<ObjectStore, "get">,
): AsyncGenerator<Uint8Array> {
  const range = { from: from * SEALED_BYTES, to: (to + 1) * SEALED_BYTES - 1 };
  const stream = await objects.get(objectKeyOf(organizationId, part.id), range);
  let waiting: Buffer = Buffer.alloc(0);
  let second = from;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
      for (; waiting.length >= SEALED_BYTES; second += 1) {
        yield openSecond(part.key, part.id, second, waiting.subarray(0, SEALED_BYTES));
        waiting = waiting.subarray(SEALED_BYTES);
      }
    }
  } finally {
    stream.destroy();
  }
}
