"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { CreatedApiKey } from "@/lib/contracts/api/api-keys";

type ShownKeyProps = Readonly<{ made: CreatedApiKey; onKept: () => void }>;

/** The one time that a key is seen. */
export function ShownKey({ made, onKept }: ShownKeyProps) {
  return (
    <div className="space-y-4 overflow-y-auto p-4">
      <p className="text-14 text-pretty text-text-2">
        Keep the key of <strong className="font-medium text-text">{made.name}</strong> now, where only the program reads
        it: it is not shown again. We store its fingerprint alone.
      </p>
      <div className="flex items-start gap-2 rounded-md border border-line-strong bg-surface-2 p-2.5">
        <output aria-label="API key" className="min-w-0 flex-1 font-mono text-13 break-all select-all">
          {made.key}
        </output>
        <CopyButton text={made.key} label="Copy the API key" />
      </div>
      <div>
        <p className="mb-1.5 text-13 font-medium">Try it</p>
        <pre
          // Scrolls sideways, so the keyboard must reach it.
          tabIndex={0}
          aria-label="Example"
          className="overflow-x-auto rounded-md bg-surface-2 p-2.5 font-mono text-12 text-text-2"
        >{`curl -H "Authorization: Bearer ${made.prefix}_…" \\\n  ${globalThis.location?.origin ?? ""}/api/v1/me`}</pre>
      </div>
      <div className="flex justify-end">
        <Button look="primary" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </div>
  );
}
