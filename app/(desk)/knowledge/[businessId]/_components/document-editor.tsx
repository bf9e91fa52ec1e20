"use client";

import { useState, useTransition } from "react";
import { sentence } from "@/components/business/business-draft";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";
import {
  type KnowledgeDocumentResource,
  MAX_DOCUMENT_CHARACTERS,
  MAX_DOCUMENT_TITLE,
} from "@/lib/contracts/knowledge-documents";
import { editDocumentAction } from "../../document-actions";

type DocumentEditorProps = Readonly<{
  document: KnowledgeDocumentResource;
  onDone: () => void;
  onCancel: () => void;
}>;

const UNREACHED = "This did not reach the server. What you typed is still here: check the connection and try again.";

/** Writes over a document's text. What was refused stands beside its field and nothing typed is lost. */
export function DocumentEditor({ document, onDone, onCancel }: DocumentEditorProps) {
  const [title, setTitle] = useState(document.title);
  const [text, setText] = useState(document.text);
  const [failure, setFailure] = useState<{ message: string; fields: Readonly<Record<string, string>> } | null>(null);
  const [isPending, start] = useTransition();
  const isTooLong = document.text.length > MAX_DOCUMENT_CHARACTERS;
  const errorOf = (name: string) => (failure?.fields[name] ? sentence(failure.fields[name]) : null);
  const submit = () =>
    start(async () => {
      setFailure(null);
      const input = { title, text, expectedVersion: document.version };
      const saved = await editDocumentAction(document.id, input).catch(() => null);
      if (saved?.ok) return onDone();
      setFailure({ message: saved?.message ?? UNREACHED, fields: saved?.fields ?? {} });
    });
  if (isTooLong)
    return (
      <div className="rounded-xl border border-line bg-surface p-4 text-13">
        <p>
          This document is too long to be edited here. Take passages out below, or change the file and add it again.
        </p>
        <Button className="mt-3" onClick={onCancel}>
          Close
        </Button>
      </div>
    );
  return (
    <form
      noValidate
      aria-label="Edit the document"
      className="space-y-4 rounded-xl border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="Title"
        name="title"
        value={title}
        maxLength={MAX_DOCUMENT_TITLE}
        onChange={({ target }) => setTitle(target.value)}
        error={errorOf("title")}
      />
      <TextArea
        label="Text"
        name="text"
        value={text}
        rows={16}
        onChange={({ target }) => setText(target.value)}
        error={errorOf("text")}
        hint="An empty line begins a new paragraph; a line that begins with # is a heading. Reading the source again leaves what you write here alone."
      />
      <Failure message={failure && Object.keys(failure.fields).length === 0 ? failure.message : null} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? "Saving" : "Save as a new version"}
        </Button>
      </div>
    </form>
  );
}
