import { listCallNotes } from "@/lib/services/notes/list-notes";
import { createNote } from "@/lib/services/notes/save-note";
import { createNoteOperation, listCallNotesOperation } from "@/lib/web/openapi/operations/notes";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listCallNotesOperation, (context, { params, query }) =>
  listCallNotes(context, params.callId, query),
);

export const POST = defineApiRoute(createNoteOperation, (context, { params, body }) =>
  createNote(context, params.callId, body),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
