"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { CallNote, NoteInput } from "@/lib/contracts/notes";
import type { Saved } from "@/lib/contracts/saved";
import { NoteForm } from "./note-form";
import { NoteText } from "./note-text";
import { categoryWords } from "./note-words";

type NoteListProps = Readonly<{
  callId: string;
  notes: readonly CallNote[];
  timeZone: string;
  mayWrite: boolean;
  actions: {
    save: (callId: string, noteId: string | null, input: NoteInput) => Promise<Saved<CallNote>>;
    remove: (callId: string, noteId: string) => Promise<Saved<null>>;
  };
}>;

/** The notes of a call, newest first. */
export function NoteList({ callId, notes, timeZone, mayWrite, actions }: NoteListProps) {
  const router = useRouter();
  const [edited, setEdited] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async (noteId: string) => {
    const removed = await actions.remove(callId, noteId);
    setProblem(removed.ok ? null : removed.message);
    router.refresh();
  };
  return (
    <section aria-label="Notes on this call" className="min-w-0 space-y-4">
      {mayWrite ? (
        <NoteForm note={null} onSave={(input) => actions.save(callId, null, input)} onDone={() => router.refresh()} />
      ) : null}
      {problem ? (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      ) : null}
      {notes.length === 0 ? <p className="text-13 text-text-3">Nobody has written about this call yet.</p> : null}
      <ul className="divide-y divide-line">
        {notes.map((note) => (
          <li key={note.id} className="py-4 first:pt-0">
            {edited === note.id ? (
              <NoteForm
                note={note}
                onSave={(input) => actions.save(callId, note.id, input)}
                onDone={() => {
                  setEdited(null);
                  router.refresh();
                }}
                onCancel={() => setEdited(null)}
              />
            ) : (
              <>
                <div className="mb-1.5 flex flex-wrap items-center gap-2 text-12 text-text-3">
                  <b className="font-medium text-text">{note.authorName}</b>
                  <Ago at={note.createdAt} timeZone={timeZone} />
                  {note.editedBy ? <span>changed by {note.editedBy}</span> : null}
                  <Chip>{categoryWords(note.category)}</Chip>
                  {note.tags.map((tag) => (
                    <Chip key={tag} tone="accent">
                      {tag}
                    </Chip>
                  ))}
                </div>
                <NoteText text={note.text} />
                {note.mayChange ? (
                  <div className="mt-2 flex gap-1">
                    <Button look="ghost" size="sm" onClick={() => setEdited(note.id)}>
                      Change
                    </Button>
                    <Button look="ghost" size="sm" onClick={() => void remove(note.id)}>
                      Remove
                    </Button>
                  </div>
                ) : null}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
