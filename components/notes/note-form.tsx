"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import { TextArea } from "@/components/ui/text-area";
import { type CallNote, NEXT_CALL_TAG, type NoteCategory, type NoteInput } from "@/lib/contracts/notes";
import type { Saved } from "@/lib/contracts/saved";
import { NOTE_CATEGORIES } from "./note-words";

type NoteFormProps = Readonly<{
  note: CallNote | null;
  onSave: (input: NoteInput) => Promise<Saved<CallNote>>;
  onDone: () => void;
  onCancel?: () => void;
}>;

/** Writes a note, or changes one. */
export function NoteForm({ note, onSave, onDone, onCancel }: NoteFormProps) {
  const [text, setText] = useState(note?.text ?? "");
  const [category, setCategory] = useState<NoteCategory>(note?.category ?? "general");
  const [tags, setTags] = useState(note?.tags.join(", ") ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const named = tags
    .split(",")
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== "");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return setProblem("Write something.");
    setBusy(true);
    const saved = await onSave({ text, category, tags: named });
    setBusy(false);
    if (!saved.ok) return setProblem(saved.message);
    setProblem(null);
    if (!note) {
      setText("");
      setTags("");
    }
    onDone();
  };
  return (
    <form onSubmit={(event) => void send(event)} className="space-y-3 rounded-lg border border-line p-3">
      <TextArea
        label={note ? "Change the note" : "New note"}
        value={text}
        onChange={({ target }) => setText(target.value)}
        error={problem}
        hint="**bold**, *italic*, - list, > quote, [link](https://…)"
        rows={3}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="Category"
          className="w-36"
          value={category}
          onChange={({ target }) => setCategory(target.value as NoteCategory)}
        >
          {NOTE_CATEGORIES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Input
          aria-label="Tags, parted by commas"
          placeholder="Tags, parted by commas"
          className="min-w-40 flex-1"
          value={tags}
          onChange={({ target }) => setTags(target.value)}
        />
        <label className="flex items-center gap-2 text-13 text-text-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={named.includes(NEXT_CALL_TAG)}
            onChange={({ target: { checked } }) =>
              setTags([...named.filter((tag) => tag !== NEXT_CALL_TAG), ...(checked ? [NEXT_CALL_TAG] : [])].join(", "))
            }
          />
          For the agent, when this number calls again
        </label>
        {onCancel ? (
          <Button look="ghost" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        <Button type="submit" look="primary" disabled={isBusy}>
          {note ? "Save" : "Add note"}
        </Button>
      </div>
    </form>
  );
}
