"use client";

import { ArrowRight, PartyPopper } from "lucide-react";
import { useState } from "react";
import { TestCall } from "@/components/phone/test-call";
import { ButtonLink } from "@/components/ui/button";
import { formatPhone } from "@/components/format/phone";

type TryItProps = Readonly<{
  agentId: string;
  agentName: string;
  versionNumber: number;
  numbers: readonly string[];
  mayCall: boolean;
}>;

/** The end of setting up: it answers, so talk to it, then look at how it went. */
export function TryIt({ agentId, agentName, versionNumber, numbers, mayCall }: TryItProps) {
  const [callId, setCallId] = useState<string | null>(null);
  return (
    <section aria-label="Live" className="space-y-4">
      <p role="status" className="flex items-start gap-2.5 rounded-xl bg-good-soft px-4 py-3 text-14 text-good">
        <PartyPopper aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="text-pretty">
          <strong className="font-semibold">
            {agentName} is live, version {versionNumber}.
          </strong>{" "}
          {numbers.length > 0
            ? `It answers ${numbers.map(formatPhone).join(", ")} from now on.`
            : "No number leads to it yet; in the browser you can talk to it now."}
        </span>
      </p>
      {mayCall ? (
        <div className="rounded-xl border border-line bg-surface p-4">
          <TestCall agentId={agentId} version="published" onEnded={setCallId} />
        </div>
      ) : null}
      {callId ? (
        <div className="flex flex-wrap items-center gap-3 rounded-xl border border-line bg-surface px-4 py-3">
          <p className="min-w-0 flex-1 basis-64 text-13 text-pretty text-text-2">
            Every call has a page like this one’s: word for word what was heard and said, what the caller really heard
            of it, and how long each answer took.
          </p>
          <ButtonLink look="primary" size="lg" href={`/calls/${callId}`}>
            Look at your call
            <ArrowRight aria-hidden className="size-4" />
          </ButtonLink>
        </div>
      ) : null}
    </section>
  );
}
