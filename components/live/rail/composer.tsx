"use client";

import { clsx } from "clsx";
import { Lock, Megaphone } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import type { ComposerMode, Rail } from "./use-rail";

const MODES = {
  whisper: {
    label: "Whisper",
    hint: "Only the agent reads this. The caller hears nothing of it.",
    placeholder: "Tell the agent what to know or do",
    Icon: Lock,
    look: "border-dashed border-human",
    tone: "text-human",
  },
  say: {
    label: "Say",
    hint: "The caller hears this: the agent says it now, word by word.",
    placeholder: "Write what the agent should say",
    Icon: Megaphone,
    look: "border-accent",
    tone: "text-ai",
  },
} as const;

const OPTIONS = [
  { value: "whisper", label: "Whisper" },
  { value: "say", label: "Say" },
] as const;

/** Words for the agent alone, or for the caller by the agent's voice: one field, two plainly different ways. */
export function Composer({ rail }: Readonly<{ rail: Rail }>) {
  const { composer, openComposer, closeComposer, items, steering } = rail;
  const { mode, isOpen, focus } = composer;
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const { hint, placeholder, Icon, look, tone, label } = MODES[mode];
  const reason = items.find(({ action }) => action === mode)?.reason ?? null;
  const isPending = steering.pending.has(mode);

  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);

  const send = async () => {
    const words = text.trim();
    if (words === "" || isPending) return;
    if (reason !== null) return steering.tell({ tone: "refused", text: reason });
    const reply = await steering.send({ action: mode, text: words });
    // What was written meanwhile is another sentence; what was refused is kept.
    if (reply?.result === "done") setText((now) => (now.trim() === words ? "" : now));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      field.current?.blur();
      closeComposer();
    } else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };

  return (
    <form
      onSubmit={onSubmit}
      aria-label={mode === "whisper" ? "Whisper to the agent" : "Have the agent say something"}
      className={clsx("shrink-0 px-3 pb-3 md:px-5", isOpen ? "block" : "hidden xl:block")}
    >
      <div
        className={clsx(
          "@container rounded-lg border bg-surface p-2 shadow-float transition-colors duration-150",
          look,
        )}
      >
        <div className="flex items-end gap-2">
          <Segmented<ComposerMode> label="To whom" value={mode} options={OPTIONS} onChange={openComposer} />
          <textarea
            ref={field}
            rows={1}
            value={text}
            maxLength={1000}
            aria-label={mode === "whisper" ? "For the agent alone" : "For the caller"}
            aria-describedby="composer-hint"
            placeholder={placeholder}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            className="field-sizing-content max-h-32 min-h-8 min-w-0 flex-1 resize-none rounded-sm bg-transparent px-1.5 py-1.5 text-14 outline-none"
          />
          <Button
            type="submit"
            look={mode === "say" ? "primary" : "secondary"}
            aria-disabled={reason !== null || isPending || text.trim() === "" || undefined}
          >
            <Icon aria-hidden className="size-4" />
            {label}
          </Button>
        </div>
        <p id="composer-hint" className={clsx("mt-1.5 flex items-center gap-1.5 px-1 text-12", tone)}>
          <Icon aria-hidden className="size-3 shrink-0" />
          <span className="min-w-0 flex-1">{reason ?? hint}</span>
          <span aria-hidden className="hidden shrink-0 items-center gap-1 text-text-3 @2xl:flex">
            <Kbd>W</Kbd> whisper <Kbd>S</Kbd> say <Kbd>↵</Kbd> send
          </span>
        </p>
      </div>
    </form>
  );
}
