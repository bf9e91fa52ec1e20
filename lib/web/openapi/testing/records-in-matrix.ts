import { v7 as uuidv7 } from "uuid";
import { createCallShare } from "@/lib/services/call-shares/call-shares";
import { createCallView } from "@/lib/services/call-views/call-views";
import type { ServiceContext } from "@/lib/services/context";
import { createNote } from "@/lib/services/notes/save-note";

/** What the access matrix has to know of notes, views and shared calls. */

type Own = { context: ServiceContext; callId: string };

const note = async ({ context, callId }: Own) => ({
  noteId: (await createNote(context, callId, { text: "A note" })).id,
});
const view = async ({ context }: Own) => ({
  viewId: (await createCallView(context, { name: `View ${uuidv7()}`, shared: true, query: {} })).id,
});
const share = async ({ context, callId }: Own) => ({
  shareId: (await createCallShare(context, callId, {}, { webUrl: "https://app.example.com", now: new Date() })).id,
});

export const plantRecords = async (context: ServiceContext, callId: string) => ({
  ...(await note({ context, callId })),
  ...(await view({ context, callId })),
  ...(await share({ context, callId })),
});

export const PREPARE_RECORDS: Record<string, (own: Own) => Promise<Record<string, string>>> = {
  deleteNote: note,
  deleteCallView: view,
  revokeCallShare: share,
};

/** The body of an operation on what is kept of calls; undefined for one whose example will do. */
export function recordBody(id: string, callId: string): unknown {
  if (id === "tagCalls") return { callIds: [callId], add: [uuidv7().slice(-6)] };
  if (id === "queueReviews") return { callIds: [callId] };
  return id === "createCallView" || id === "updateCallView"
    ? { name: `View ${uuidv7()}`, shared: true, query: {} }
    : undefined;
}
