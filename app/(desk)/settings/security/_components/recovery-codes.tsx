"use client";

import { Download } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

type RecoveryCodesProps = Readonly<{ codes: readonly string[]; onKept: () => void }>;

/** The ten codes, this once. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const text = codes.join("\n");
  return (
    <div className="space-y-4">
      <p className="text-14 text-pretty text-text-2">
        Keep these recovery codes where you find them without your phone. Each lets you in once in place of the app’s
        code. They are not shown again.
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid max-w-sm grid-cols-2 gap-x-6 gap-y-1.5 rounded-lg border border-line bg-surface-2 px-4 py-3 font-mono text-14"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={text} label="Copy the recovery codes" />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Aybiza recovery codes\n\n${text}\n`)}`}
          download="aybiza-recovery-codes.txt"
          className={buttonClass("secondary", "sm")}
        >
          <Download aria-hidden className="size-3.5" />
          Download
        </a>
        <Button look="primary" size="sm" onClick={onKept} className="ml-auto">
          I have kept them
        </Button>
      </div>
    </div>
  );
}
