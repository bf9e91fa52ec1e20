"use server";

import { revalidatePath } from "next/cache";
import { log } from "@/lib/log/log";
import { ServiceError } from "@/lib/services/errors";
import { deleteRecording } from "@/lib/services/recordings/delete-recording";
import { setRecordingHold } from "@/lib/services/recordings/set-hold";
import { objectStore } from "@/lib/web/objects";
import { requireContext } from "@/lib/web/require-context";

type Done = { ok: true } | { ok: false; message: string };

export async function holdRecordingAction(callId: string, held: boolean, reason: string): Promise<Done> {
  const context = await requireContext("recordings.manage");
  return answered(callId, () => setRecordingHold(context, callId, { held, reason }));
}

export async function deleteRecordingAction(callId: string): Promise<Done> {
  const context = await requireContext("recordings.manage");
  return answered(callId, () => deleteRecording(context, callId, objectStore()));
}

async function answered(callId: string, work: () => Promise<unknown>): Promise<Done> {
  try {
    await work();
    revalidatePath(`/calls/${callId}`);
    return { ok: true };
  } catch (error) {
    if (error instanceof ServiceError) return { ok: false, message: error.message };
    log.error({ err: error, callId }, "a recording was not changed");
    return { ok: false, message: "It could not be done. Try again in a moment." };
  }
}
