"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { VerifySample } from "./verify-sample";

type ShownSecretProps = Readonly<{ secret: string; isRotation?: boolean; onKept: () => void }>;

/** The one time that a secret is seen. */
export function ShownSecret({ secret, isRotation = false, onKept }: ShownSecretProps) {
  return (
    <div className="space-y-4 overflow-y-auto p-4">
      <p className="text-14 text-pretty text-text-2">
        Your system knows by it that a request is ours. Keep it now: it is not shown again.
        {isRotation ? " The secret before signs too for 24 hours, so nothing is missed while you change it." : ""}
      </p>
      <div className="flex items-start gap-2 rounded-md border border-line-strong bg-surface-2 p-2.5">
        <output aria-label="Signing secret" className="min-w-0 flex-1 font-mono text-13 break-all select-all">
          {secret}
        </output>
        <CopyButton text={secret} label="Copy the signing secret" />
      </div>
      <VerifySample />
      <div className="flex justify-end">
        <Button look="primary" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </div>
  );
}
