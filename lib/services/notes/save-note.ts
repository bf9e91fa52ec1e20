import { v7 as uuidv7 } from "uuid";
import { type CallNote, NoteInput } from "@/lib/contracts/notes";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { requireCall, requireOwnNote, toNote } from "./note-rows";

/** Writes a note about a call. Needs `notes.write`; throws INVALID and NOT_FOUND. Audited, without its words. */
export async function createNote(context: ServiceContext, callId: string, rawInput: unknown): Promise<CallNote> {
  requirePermission(context, "notes.write");
  const input = parseInput(NoteInput, rawInput);
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    const author = { authorId: actor.id, authorName: actor.name };
    const row = await tx.callNote.create({ data: { ...input, ...author, organizationId, id: uuidv7(), callId } });
    const details = { callId, category: row.category };
    await recordAudit(tx, context, { action: "note.created", targetType: "note", targetId: row.id, details });
    return toNote(context, row);
  });
}

/** Changes a note: one's own with `notes.write`, anybody's with `notes.manage` too. Throws INVALID, NOT_FOUND and FORBIDDEN. Audited. */
export async function updateNote(
  context: ServiceContext,
  ids: { callId: string; noteId: string },
  rawInput: unknown,
): Promise<CallNote> {
  requirePermission(context, "notes.write");
  const input = parseInput(NoteInput, rawInput);
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await requireOwnNote(tx, context, ids);
    const row = await tx.callNote.update({
      where: { organizationId_id: { organizationId, id: ids.noteId } },
      data: { ...input, editedBy: before.authorId === actor.id ? null : actor.name },
    });
    const details = { callId: ids.callId, category: row.category, authorId: row.authorId };
    await recordAudit(tx, context, { action: "note.changed", targetType: "note", targetId: row.id, details });
    return toNote(context, row);
  });
}

/** Removes a note, with the rights that changing it needs. Audited. */
export async function deleteNote(context: ServiceContext, ids: { callId: string; noteId: string }): Promise<void> {
  requirePermission(context, "notes.write");
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const { authorId } = await requireOwnNote(tx, context, ids);
    await tx.callNote.delete({ where: { organizationId_id: { organizationId, id: ids.noteId } } });
    const details = { callId: ids.callId, authorId };
    await recordAudit(tx, context, { action: "note.removed", targetType: "note", targetId: ids.noteId, details });
  });
}
