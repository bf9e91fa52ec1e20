import { callPdf } from "@/lib/adapters/pdf/call-pdf";
import { createCallShare, listCallShares, revokeCallShare } from "@/lib/services/call-shares/call-shares";
import { deleteCallView, updateCallView } from "@/lib/services/call-views/call-views";
import { exportCall, exportCalls } from "@/lib/services/calls/export-calls";
import { readCall } from "@/lib/services/calls/read-call";
import { tagCalls } from "@/lib/services/calls/tag-calls";
import type { ServiceContext } from "@/lib/services/context";
import { listCallNotes, listNotes } from "@/lib/services/notes/list-notes";
import { createNote, deleteNote, updateNote } from "@/lib/services/notes/save-note";
import { insert } from "./plant-call";

type Ids = { callId: string; noteId: string; shareId: string; viewId: string };
const shareDeps = { webUrl: "https://app.example.com", now: new Date("2026-06-10T20:00:00Z") };

/** Every verb on what is kept of calls that takes ids, by its file: for lib/services/foreign-ids.db.test.ts. */
export const RECORD_VERBS: Record<string, ((context: ServiceContext, ids: Ids) => Promise<unknown>)[]> = {
  "call-shares/call-shares.ts": [
    (context, { callId }) => createCallShare(context, callId, {}, shareDeps),
    (context, { callId }) => listCallShares(context, callId),
    (context, ids) => revokeCallShare(context, ids),
  ],
  "call-views/call-views.ts": [
    (context, { viewId }) => updateCallView(context, viewId, { name: "x", query: {} }),
    (context, { viewId }) => deleteCallView(context, viewId),
  ],
  "calls/export-calls.ts": [
    (context, { callId }) => exportCall(context, callId, "json", callPdf),
    (context, { callId }) => exportCalls(context, { callIds: [callId] }),
    (context, { callId }) => readCall(context, callId),
    (context, { callId }) => tagCalls(context, { callIds: [callId], add: ["x"] }),
  ],
  "notes/list-notes.ts": [
    (context, { callId }) => listNotes(context, { callId }),
    (context, { callId }) => listCallNotes(context, callId),
  ],
  "notes/save-note.ts": [
    (context, { callId }) => createNote(context, callId, { text: "x" }),
    (context, ids) => updateNote(context, ids, { text: "x" }),
    (context, ids) => deleteNote(context, ids),
  ],
};

type Queryable = Parameters<typeof insert>[0];

/** A note, a view and a shared address of another organization. */
export async function plantRecordsOf(
  sql: Queryable,
  {
    organizationId,
    callId,
    userId,
    ids,
  }: { organizationId: string; callId: string; userId: string; ids: Omit<Ids, "callId"> },
): Promise<void> {
  const own = { organization_id: organizationId };
  const note = { id: ids.noteId, call_id: callId, author_id: userId, author_name: "theirs", text: "theirs" };
  await insert(sql, "call_notes", { ...own, ...note });
  const view = { id: ids.viewId, owner_id: userId, owner_name: "theirs", name: "theirs", shared: true, query: "{}" };
  await insert(sql, "call_views", { ...own, ...view });
  const share = { id: ids.shareId, call_id: callId, token_hash: ids.shareId, created_by: userId, created_by_name: "x" };
  await insert(sql, "call_shares", { ...own, ...share, expires_at: new Date("2100-01-01") });
}
