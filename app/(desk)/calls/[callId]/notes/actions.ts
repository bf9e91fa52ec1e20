"use server";

import type { NewCallShare } from "@/lib/contracts/call-shares";
import type { CallNote, NoteInput } from "@/lib/contracts/notes";
import type { Saved } from "@/lib/contracts/saved";
import { sharedEnv } from "@/lib/env/shared";
import { createCallShare, revokeCallShare } from "@/lib/services/call-shares/call-shares";
import { createNote, deleteNote, updateNote } from "@/lib/services/notes/save-note";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

/** Without `noteId` a new one. */
export async function saveNoteAction(
  callId: string,
  noteId: string | null,
  input: NoteInput,
): Promise<Saved<CallNote>> {
  const context = await requireContext("notes.write");
  return savedOf(() => (noteId ? updateNote(context, { callId, noteId }, input) : createNote(context, callId, input)));
}

export async function deleteNoteAction(callId: string, noteId: string): Promise<Saved<null>> {
  const context = await requireContext("notes.write");
  return savedOf(async () => {
    await deleteNote(context, { callId, noteId });
    return null;
  });
}

export async function shareCallAction(callId: string, days: number): Promise<Saved<NewCallShare>> {
  const context = await requireContext("calls.share");
  return savedOf(() =>
    createCallShare(context, callId, { days }, { webUrl: sharedEnv().PUBLIC_WEB_URL, now: new Date() }),
  );
}

export async function revokeShareAction(callId: string, shareId: string): Promise<Saved<null>> {
  const context = await requireContext("calls.share");
  return savedOf(async () => {
    await revokeCallShare(context, { callId, shareId });
    return null;
  });
}
