"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { showError } from "./toast";

type CopyButtonProps = Readonly<{ text: string; label: string; compact?: boolean }>;

/** Puts `text` on the clipboard and says so for a moment. */
export function CopyButton({ text, label, compact = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      showError("The browser did not allow copying. Select the text and copy it by hand.");
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <Button
      look={compact ? "ghost" : "secondary"}
      size="sm"
      onClick={copy}
      aria-label={label}
      className={compact ? "px-1.5" : ""}
    >
      <Icon aria-hidden className="size-3.5" />
      {compact ? null : <span aria-hidden>{copied ? "Copied" : "Copy"}</span>}
      <span aria-live="polite" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}
