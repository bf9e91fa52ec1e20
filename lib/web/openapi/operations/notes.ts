import { z } from "zod";
import { CallNote, ListNotesQuery, NoteInput, NotePage } from "@/lib/contracts/notes";
import { defineOperation } from "../operation";
import { CALL_ID } from "./example-values";

const NOTE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0c1";
const NOTE = {
  id: NOTE_ID,
  callId: CALL_ID,
  text: "Call back **before Friday**.",
  category: "follow_up",
  tags: ["vip"],
  authorId: "019a9e10-7c11-7b52-8e0f-51f3a1c2b0c2",
  authorName: "Dana Cole",
  editedBy: null,
  createdAt: "2026-11-20T17:05:00.000Z",
  updatedAt: "2026-11-20T17:05:00.000Z",
  mayChange: true,
};
const Note = CallNote.meta({ id: "Note" });
const Notes = NotePage.extend({ notes: z.array(Note) });
const ofCall = z.strictObject({ callId: z.string().meta({ description: "The call's id.", example: CALL_ID }) });
const ofNote = ofCall.extend({ noteId: z.string().meta({ description: "The note's id.", example: NOTE_ID }) });
const body = z.strictObject(NoteInput.shape);
const base = "/api/v1/calls/{callId}/notes";
const page = { notes: [NOTE], nextCursor: null };
const text =
  "`text` is plain with a little Markdown: paragraphs, `- lists`, `1. lists`, `> quotes`, `**bold**`, `*italic*`, `` `code` `` and links to the web. " +
  "Anything else, HTML too, is shown as the text it is.";
const rights = "Who wrote a note may change and remove it, and whoever has `notes.manage`.";

export const listNotesOperation = defineOperation({
  id: "listNotes",
  method: "GET",
  path: "/api/v1/notes",
  tag: "Notes",
  summary: "Search notes on calls",
  description:
    "Newest first. All filters must hold; of several categories or tags any will do. `author` is who wrote it.",
  scope: "notes.read",
  query: z.strictObject(ListNotesQuery.shape),
  response: Notes,
  examples: { response: page },
});

export const listCallNotesOperation = defineOperation({
  id: "listCallNotes",
  method: "GET",
  path: base,
  tag: "Notes",
  summary: "List the notes on a call",
  description: "Newest first.",
  scope: "notes.read",
  params: ofCall,
  query: z.strictObject(ListNotesQuery.omit({ callId: true }).shape),
  response: Notes,
  refusals: [404],
  examples: { response: page },
});

export const createNoteOperation = defineOperation({
  id: "createNote",
  method: "POST",
  path: base,
  tag: "Notes",
  summary: "Write a note on a call",
  description: text,
  scope: "notes.write",
  params: ofCall,
  body,
  response: Note,
  status: 201,
  once: true,
  refusals: [404, 409],
  examples: { body: { text: NOTE.text, category: "follow_up", tags: ["vip"] }, response: NOTE },
});

export const updateNoteOperation = defineOperation({
  id: "updateNote",
  method: "PUT",
  path: `${base}/{noteId}`,
  tag: "Notes",
  summary: "Change a note",
  description: `All of it is replaced. ${rights} ${text}`,
  scope: "notes.write",
  params: ofNote,
  body,
  response: Note,
  refusals: [404],
  examples: { body: { text: NOTE.text, category: "follow_up", tags: ["vip"] }, response: NOTE },
});

export const deleteNoteOperation = defineOperation({
  id: "deleteNote",
  method: "DELETE",
  path: `${base}/{noteId}`,
  tag: "Notes",
  summary: "Remove a note",
  description: rights,
  scope: "notes.write",
  params: ofNote,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: NOTE_ID } },
});
