import type { ServiceContext } from "@/lib/services/context";
import { deleteRecording } from "@/lib/services/recordings/delete-recording";
import { listRecordings } from "@/lib/services/recordings/list-recordings";
import { openRecordingSound } from "@/lib/services/recordings/open-sound";
import { setRecordingHold } from "@/lib/services/recordings/set-hold";

const nowhere = {
  get: () => Promise.reject(new Error("nothing is read")),
  recall: () => Promise.reject(new Error("nothing is recalled")),
  remove: () => Promise.reject(new Error("nothing is removed")),
};

/** The verbs of recordings, for the test that tries each verb with another organization's ids. */
export const RECORDING_VERBS: Record<
  string,
  ((context: ServiceContext, ids: { callId: string; businessId: string }) => Promise<unknown>)[]
> = {
  "recordings/delete-recording.ts": [(context, { callId }) => deleteRecording(context, callId, nowhere)],
  "recordings/list-recordings.ts": [(context, { businessId }) => listRecordings(context, { businessId })],
  "recordings/open-sound.ts": [(context, { callId }) => openRecordingSound(context, callId, nowhere)],
  "recordings/set-hold.ts": [(context, { callId }) => setRecordingHold(context, callId, { held: true })],
};
