"use client";

import { clsx } from "clsx";
import { FileUp } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { KNOWLEDGE_FILE_TYPES, KNOWLEDGE_FILE_WORDS, MAX_KNOWLEDGE_FILE_BYTES } from "@/lib/contracts/knowledge";

const ACCEPT = Object.values(KNOWLEDGE_FILE_TYPES)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(",");

/** Where files are let go of, or chosen. */
export function DropZone({ onFiles }: Readonly<{ onFiles: (files: File[]) => void }>) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const take = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={take}
      className={clsx(
        "flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-dashed px-4 py-4 transition-colors duration-150",
        isOver ? "border-accent bg-accent-soft" : "border-line-strong",
      )}
    >
      <FileUp aria-hidden className="size-5 shrink-0 text-text-3 max-sm:hidden" />
      <div className="min-w-48 flex-1">
        <p className="text-14 font-medium">
          <span className="max-sm:hidden">Drop files here</span>
          <span className="sm:hidden">Add files</span>
        </p>
        <p id={hintId} className="text-12 text-pretty text-text-3">
          {KNOWLEDGE_FILE_WORDS}; up to {MAX_KNOWLEDGE_FILE_BYTES / 1_000_000} MB each. Price lists, policies, questions
          that people ask.
        </p>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPT}
        aria-label="Files to add"
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again after it was refused.
          target.value = "";
        }}
      />
      <Button aria-describedby={hintId} onClick={() => input.current?.click()} className="max-sm:w-full">
        Choose files
      </Button>
    </div>
  );
}
