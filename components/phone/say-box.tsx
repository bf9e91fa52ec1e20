"use client";

import { SendHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

type SayBoxProps = Readonly<{
  label: string;
  placeholder: string;
  disabled?: boolean;
  onSay: (text: string) => void;
}>;

/** Writing instead of speaking. Enter sends. */
export function SayBox({ label, placeholder, disabled = false, onSay }: SayBoxProps) {
  const [text, setText] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === "" || disabled) return;
    onSay(said);
    setText("");
  };
  return (
    <form onSubmit={send} className="flex gap-2">
      <Input
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={2000}
        autoComplete="off"
        className="min-w-0 flex-1"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" aria-label="Send" disabled={disabled || text.trim() === ""}>
        <SendHorizontal aria-hidden className="size-4" />
      </Button>
    </form>
  );
}
