import type { CallNote, NoteCategory } from "@/lib/contracts/notes";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";

export type NoteRow = {
  id: string;
  callId: string;
  text: string;
  category: string;
  tags: string[];
  authorId: string;
  authorName: string;
  editedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** One's own note, or whoever may manage all. */
export const mayChange = ({ actor, permissions }: ServiceContext, { authorId }: Pick<NoteRow, "authorId">): boolean =>
  permissions.has("notes.write") && (authorId === actor.id || permissions.has("notes.manage"));

export const toNote = (context: ServiceContext, row: NoteRow): CallNote => ({
  id: row.id,
  callId: row.callId,
  text: row.text,
  category: row.category as NoteCategory,
  tags: row.tags,
  authorId: row.authorId,
  authorName: row.authorName,
  editedBy: row.editedBy,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  mayChange: mayChange(context, row),
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws NOT_FOUND for a call that is none, or another organization's. */
export async function requireCall(tx: Transaction, organizationId: string, callId: string): Promise<void> {
  const found = UUID.test(callId)
    ? await tx.call.findUnique({ where: { organizationId_id: { organizationId, id: callId } }, select: { id: true } })
    : null;
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such call.");
}

/** The note of the call, locked. Throws NOT_FOUND, and FORBIDDEN where it is somebody else's. */
export async function requireOwnNote(
  tx: Transaction,
  context: ServiceContext,
  { callId, noteId }: { callId: string; noteId: string },
): Promise<NoteRow> {
  const { organizationId } = context;
  const note = [callId, noteId].every((id) => UUID.test(id))
    ? await tx.callNote.findUnique({ where: { organizationId_id: { organizationId, id: noteId }, callId } })
    : null;
  if (!note) throw new ServiceError("NOT_FOUND", "There is no such note.");
  if (!mayChange(context, note))
    throw new ServiceError(
      "FORBIDDEN",
      `This note is ${note.authorName}'s. Owners, admins and managers may change it.`,
    );
  return note;
}
