"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { Digest } from "@/lib/contracts/notifications";

const CHOICES = [
  { value: "off", label: "At once" },
  { value: "hourly", label: "Every hour" },
  { value: "daily", label: "Once a day" },
] as const;

const HINTS: Readonly<Record<Digest["every"], string>> = {
  off: "Each as it comes.",
  hourly: "One e-mail at the full hour for all that came, without what you have read by then.",
  daily: "One e-mail a day for all that came, without what you have read by then.",
};

type DigestFieldsProps = Readonly<{ digest: Digest; error: string | null; onChange: (digest: Digest) => void }>;

export function DigestFields({ digest, error, onChange }: DigestFieldsProps) {
  const errorId = useId();
  return (
    <div className="px-4 pt-1 pb-4">
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label="When e-mails go out"
          value={digest.every}
          options={CHOICES}
          onChange={(every) => onChange({ ...digest, every })}
        />
        {digest.every === "daily" ? (
          <label className="flex items-center gap-2 text-13">
            At
            <Input
              type="time"
              value={digest.at}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? errorId : undefined}
              onChange={({ target }) => onChange({ ...digest, at: target.value })}
              className="w-[6.9rem] px-2 figures"
            />
          </label>
        ) : null}
      </div>
      <p className="mt-2 text-13 text-text-3">{HINTS[digest.every]}</p>
      {error ? (
        <p id={errorId} className="mt-1 text-13 text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
