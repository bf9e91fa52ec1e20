import type { Metadata } from "next";
import { otherParty } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { CallShares } from "@/components/notes/call-shares";
import { ExportLinks } from "@/components/notes/export-links";
import { NoteList } from "@/components/notes/note-list";
import { listCallShares } from "@/lib/services/call-shares/call-shares";
import { listCallNotes } from "@/lib/services/notes/list-notes";
import { loadCall } from "@/lib/web/load-call";
import { deleteNoteAction, revokeShareAction, saveNoteAction, shareCallAction } from "./actions";

type NotesPageProps = Readonly<{ params: Promise<{ callId: string }> }>;

export async function generateMetadata({ params }: NotesPageProps): Promise<Metadata> {
  const { call } = await loadCall((await params).callId);
  return { title: `Notes: ${formatPhone(otherParty(call))}` };
}

/** What people wrote about the call, and the ways it leaves the house. */
export default async function CallNotesPage({ params }: NotesPageProps) {
  const { context, call } = await loadCall((await params).callId);
  const may = (permission: Parameters<typeof context.permissions.has>[0]) => context.permissions.has(permission);
  const { notes } = may("notes.read") ? await listCallNotes(context, call.id, { limit: 100 }) : { notes: [] };
  const { shares } = may("calls.share") ? await listCallShares(context, call.id) : { shares: [] };
  return (
    <div
      role="region"
      aria-label="Notes"
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto bg-surface -outline-offset-2 scroll-quiet"
    >
      <div className="mx-auto grid max-w-5xl gap-8 p-4 md:p-6 lg:grid-cols-[minmax(0,1fr)_280px]">
        <NoteList
          callId={call.id}
          notes={notes}
          timeZone={call.timeZone}
          mayWrite={may("notes.write")}
          actions={{ save: saveNoteAction, remove: deleteNoteAction }}
        />
        <aside aria-label="Export and share" className="space-y-7">
          {may("calls.export") ? <ExportLinks callId={call.id} /> : null}
          {may("calls.share") ? (
            <CallShares
              callId={call.id}
              shares={shares}
              timeZone={call.timeZone}
              isOver={call.endedAt !== null}
              actions={{ share: shareCallAction, revoke: revokeShareAction }}
            />
          ) : null}
        </aside>
      </div>
    </div>
  );
}
