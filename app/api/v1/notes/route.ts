import { listNotes } from "@/lib/services/notes/list-notes";
import { listNotesOperation } from "@/lib/web/openapi/operations/notes";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listNotesOperation, (context, { query }) => listNotes(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
