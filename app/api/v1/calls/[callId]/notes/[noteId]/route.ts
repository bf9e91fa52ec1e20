import { deleteNote, updateNote } from "@/lib/services/notes/save-note";
import { deleteNoteOperation, updateNoteOperation } from "@/lib/web/openapi/operations/notes";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(updateNoteOperation, (context, { params, body }) =>
  updateNote(context, params, body),
);

export const DELETE = defineApiRoute(deleteNoteOperation, async (context, { params }) => {
  await deleteNote(context, params);
  return { id: params.noteId };
});

const refuse = otherMethods("PUT", "DELETE");
export { refuse as GET, refuse as POST, refuse as PATCH };
