"use client";

import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { GrowingText } from "@/components/ui/growing-text";

type LinesEditorProps = Readonly<{
  label: string;
  lines: readonly string[];
  /** "Add a task" */
  addLabel: string;
  placeholder: string;
  maxLines: number;
  maxLength: number;
  disabled?: boolean;
  /** Of the line with this number. */
  errorOf?: (index: number) => string | undefined;
  onChange: (lines: string[]) => void;
}>;

/** Sentences, one a line. Enter begins the next one, pasting several lines adds them all, an empty line goes by itself. */
export function LinesEditor(props: LinesEditorProps) {
  const { label, lines, addLabel, placeholder, maxLines, maxLength, disabled = false, errorOf, onChange } = props;
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  const focus = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll("textarea")[index]?.focus());
  const replace = (index: number, ...entries: string[]) =>
    onChange([...lines.slice(0, index), ...entries, ...lines.slice(index + 1)].slice(0, maxLines));

  return (
    <div role="group" aria-labelledby={listId}>
      <p id={listId} className="mb-1.5 text-13 font-medium">
        {label}
        {lines.length > 0 ? <span className="ml-1.5 font-normal text-text-3 figures">{lines.length}</span> : null}
      </p>
      <ul ref={list} className="space-y-1.5">
        {lines.map((line, index) => (
          // The order is the identity: lines have no other.
          <li key={index}>
            <div className="group/line flex items-start gap-1.5">
              <GrowingText
                rows={1}
                value={line}
                disabled={disabled}
                maxLength={maxLength}
                placeholder={placeholder}
                aria-label={`${label}, ${index + 1} of ${lines.length}`}
                aria-invalid={errorOf?.(index) ? true : undefined}
                className="py-1.5"
                onChange={(event) => replace(index, event.target.value)}
                onPaste={(event) => {
                  const pasted = event.clipboardData
                    .getData("text")
                    .split(/\r?\n/)
                    .map((text) => text.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").trim())
                    .filter((text) => text !== "");
                  if (pasted.length < 2) return;
                  event.preventDefault();
                  replace(index, ...(line.trim() === "" ? [] : [line]), ...pasted);
                }}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
                    event.preventDefault();
                    if (line.trim() === "" || lines.length >= maxLines) return;
                    replace(index, line, "");
                    focus(index + 1);
                  } else if (event.key === "Backspace" && line === "") {
                    event.preventDefault();
                    replace(index);
                    focus(Math.max(0, index - 1));
                  }
                }}
                onBlur={() => line.trim() === "" && replace(index)}
              />
              {disabled ? null : (
                <button
                  type="button"
                  // The line's own leaving must not move the button away before it is pressed.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => replace(index)}
                  aria-label={`Remove ${label.toLowerCase()} ${index + 1}`}
                  className="mt-1.5 rounded-sm p-1 text-text-3 transition-opacity duration-150 hover:bg-surface-2 hover:text-text focus-visible:opacity-100 md:opacity-0 md:group-focus-within/line:opacity-100 md:group-hover/line:opacity-100"
                >
                  <X aria-hidden className="size-4" />
                </button>
              )}
            </div>
            {errorOf?.(index) ? <p className="mt-1 text-13 text-bad">{errorOf(index)}</p> : null}
          </li>
        ))}
      </ul>
      {disabled ? null : (
        <Button
          look="ghost"
          size="sm"
          className={lines.length > 0 ? "mt-1.5 -ml-1" : "-ml-1"}
          disabled={lines.length >= maxLines}
          onClick={() => {
            onChange([...lines, ""]);
            focus(lines.length);
          }}
        >
          <Plus aria-hidden className="size-3.5" />
          {lines.length >= maxLines ? `${maxLines} is the most` : addLabel}
        </Button>
      )}
    </div>
  );
}
