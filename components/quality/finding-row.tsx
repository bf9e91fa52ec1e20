"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { FindingResource, FindingState } from "@/lib/contracts/compliance";
import type { QualityActions } from "./quality-actions";
import { FINDING_STATE, SEVERITY } from "./quality-words";
import { PlaceLink } from "./quote-list";
import { ReasonForm } from "./reason-form";

type FindingRowProps = Readonly<{
  finding: FindingResource;
  /** In a list of many calls: of which one, with the zone its day is told in. */
  timeZone?: string | undefined;
  decide: QualityActions["decide"] | null;
}>;

/** A rule that was broken: how bad it is, what was said, what to do about it, and what was decided. */
export function FindingRow({ finding, timeZone, decide }: FindingRowProps) {
  const router = useRouter();
  const [to, setTo] = useState<FindingState | null>(null);
  const severity = SEVERITY[finding.severity];
  const state = FINDING_STATE[finding.state];
  return (
    <li className="px-4 py-3" aria-label={finding.ruleName}>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Chip tone={finding.state === "dismissed" ? "neutral" : severity.tone}>{severity.label}</Chip>
        <h3 className="text-13 font-medium">{finding.ruleName}</h3>
        <span className="ml-auto flex flex-wrap items-center gap-x-2.5 gap-y-1 text-12 text-text-3">
          {timeZone ? (
            <Link href={`/calls/${finding.callId}/quality`} className="hover:text-text hover:underline">
              The call
            </Link>
          ) : null}
          {timeZone ? <Ago at={finding.foundAt} timeZone={timeZone} /> : null}
          {finding.origin === "live" ? "found during the call" : "found after the call"}
          <Chip tone={state.tone}>{state.label}</Chip>
        </span>
      </div>
      <p className="mt-1 text-13 text-pretty text-text-2">{finding.what}</p>
      <div className="mt-1.5">
        <PlaceLink {...finding} />
      </div>
      <p className="mt-1.5 text-13 text-pretty">
        <span className="font-medium">What to do:</span> {finding.remedy}
      </p>
      {finding.reason ? (
        <p className="mt-1.5 text-13 text-pretty text-text-2">
          <span className="font-medium">Decided:</span> {finding.reason}
        </p>
      ) : null}
      {decide && to === null ? (
        <div className="mt-2 flex gap-1">
          {finding.state === "open" ? (
            <>
              <Button size="sm" onClick={() => setTo("accepted")}>
                Accept
              </Button>
              <Button size="sm" look="ghost" onClick={() => setTo("dismissed")}>
                Dismiss
              </Button>
            </>
          ) : (
            <Button size="sm" look="ghost" onClick={() => setTo("open")}>
              Open again
            </Button>
          )}
        </div>
      ) : null}
      {decide && to ? (
        <ReasonForm
          label={
            { accepted: "What was done about it?", dismissed: "Why is it no breach?", open: "Why is it open again?" }[
              to
            ]
          }
          submit={{ accepted: "Accept the finding", dismissed: "Dismiss the finding", open: "Open it again" }[to]}
          onSubmit={(reason) => decide(finding.id, { state: to, reason })}
          onDone={() => {
            setTo(null);
            router.refresh();
          }}
          onCancel={() => setTo(null)}
        />
      ) : null}
    </li>
  );
}
