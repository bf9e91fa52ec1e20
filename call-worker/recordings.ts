import { type FileHandle, open } from "node:fs/promises";
import type { Logger } from "pino";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { SEALED_BYTES } from "@/lib/domain/recordings/sealed-sound";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { newRecordingKey } from "@/lib/services/recordings/new-recording-key";
import { storeRecordingPart } from "@/lib/services/recordings/store-recording-part";
import type { Clock } from "./ports/clock";
import type { Recorder } from "./ports/recorder";
import { RecordingSpool } from "./recording/spool";

export type Recordings = {
  /** Keeps the sound of a call, where its agent says so to callers; undefined: it is not to be kept, or can't be. */
  recorderOf(call: ClaimedCall): Promise<Recorder | undefined>;
  /** Stores what is over. */
  storeAll(): Promise<void>;
  /** Stores what is left for so long; the rest waits on the disk. */
  close(timeoutMs: number): Promise<void>;
};

/** The sound of this worker's calls, on its way from the line to the store. */
export function openRecordings(deps: { dir: string; objects: ObjectStore; clock: Clock; log: Logger }): Recordings {
  const { objects, log } = deps;
  const spool = new RecordingSpool({
    ...deps,
    async store({ note, file }) {
      let sound: FileHandle | null = null;
      try {
        const readSecond = async (second: number) => {
          sound ??= await open(file, "r");
          const sealed = Buffer.alloc(SEALED_BYTES);
          await sound.read(sealed, 0, SEALED_BYTES, second * SEALED_BYTES);
          return sealed;
        };
        await storeRecordingPart({ ...note, readSecond }, objects);
      } finally {
        await (sound as FileHandle | null)?.close();
      }
    },
  });
  return {
    async recorderOf({ organizationId, callId, epoch, agent }) {
      if (!agent.config.recordingNotice.enabled) return undefined;
      try {
        const key = await newRecordingKey(organizationId);
        const call = { organizationId, callId, epoch, ...key };
        return { start: (atMs, onFailed) => spool.begin(call, atMs, onFailed) };
      } catch (error) {
        log.warn({ err: error, callId }, "this call can't be recorded");
        return { start: (_atMs, onFailed) => (onFailed(error), null) };
      }
    },
    storeAll: () => spool.storeAll(),
    close: (timeoutMs) => spool.close(timeoutMs),
  };
}
