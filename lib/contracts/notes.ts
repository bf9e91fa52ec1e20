import { z } from "zod";
import { Cursor, Limit, oneOrMore, Tag } from "./calls";

export const NoteCategory = z.enum(["general", "follow_up", "complaint", "praise", "training", "technical"]);
export type NoteCategory = z.infer<typeof NoteCategory>;

export const Tags = z
  .array(Tag)
  .max(20, "20 tags at most")
  .transform((tags) => [...new Set(tags)]);

/** A note with this tag is told to the agent that takes the next call of the same number. */
export const NEXT_CALL_TAG = "next call";

/** `text`: paragraphs, lists, quotes, **bold**, *italic*, `code` and [links](https://…); everything else, HTML too, is text. */
export const NoteInput = z.object({
  text: z.string().trim().min(1, "write something").max(20_000, "20,000 letters at most"),
  category: NoteCategory.default("general"),
  tags: Tags.default([]),
});
export type NoteInput = z.input<typeof NoteInput>;

export const CallNote = z.strictObject({
  id: z.string(),
  callId: z.string(),
  text: z.string(),
  category: NoteCategory,
  tags: z.array(z.string()),
  authorId: z.string(),
  authorName: z.string(),
  /** Who changed it last, when that was somebody else. */
  editedBy: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Whoever asks may change and remove it. */
  mayChange: z.boolean(),
});
export type CallNote = z.infer<typeof CallNote>;

export const ListNotesQuery = z.object({
  callId: z.uuid().optional(),
  category: oneOrMore(NoteCategory),
  /** Any of them. */
  tags: oneOrMore(Tag),
  author: z.uuid().optional(),
  /** Somewhere in the note, without regard to case and accents. */
  text: z.string().trim().max(200).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListNotesQuery = z.input<typeof ListNotesQuery>;

/** Newest first. */
export const NotePage = z.strictObject({ notes: z.array(CallNote), nextCursor: z.string().nullable() });
export type NotePage = z.infer<typeof NotePage>;
