import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { sealSecond } from "@/lib/adapters/recordings/seal-second";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";
import { SECOND_BYTES } from "@/lib/domain/recordings/sealed-sound";
import { newRecordingKey } from "../new-recording-key";
import { storeRecordingPart } from "../store-recording-part";

/** The caller's byte in each second of a planted recording, so that a test knows where it is; the agent's is another. */
export const callerByte = (second: number): number => 1 + (second % 60);
export const agentByte = (second: number): number => 130 + (second % 60);

/** A recording of a call, stored as a worker stores it. */
export async function plantRecording(
  of: { organizationId: string; callId: string },
  objects: Pick<ObjectStore, "get" | "put" | "remove">,
  options: { startMs?: number; durationMs?: number; epoch?: number; cutFromMs?: number | null } = {},
): Promise<"stored" | "not_kept"> {
  const { startMs = 2000, durationMs = 3500, epoch = 0, cutFromMs = null } = options;
  const { partId, key, sealedKey } = await newRecordingKey(of.organizationId);
  return storeRecordingPart(
    {
      ...of,
      partId,
      sealedKey,
      epoch,
      startMs,
      durationMs,
      cutFromMs,
      readSecond: async (second) => {
        const sound = new Uint8Array(SECOND_BYTES).fill(MULAW_SILENCE);
        for (let at = 0; at < SECOND_BYTES; at += 2) {
          sound[at] = callerByte(second);
          sound[at + 1] = agentByte(second);
        }
        return sealSecond(key, partId, second, sound);
      },
    },
    objects,
  );
}
