"use client";

import Link from "next/link";
import { useState } from "react";
import { Ago } from "@/components/ui/ago";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { VersionSummary } from "@/lib/contracts/agents";
import { RollBackDialog } from "./roll-back-dialog";

type VersionListProps = Readonly<{
  agentId: string;
  versions: readonly VersionSummary[];
  publishedNumber: number | null;
  timeZone: string;
  mayRollBack: boolean;
}>;

/** Every version there was, newest first: what was new in it, who published it and when, and the way back to it. */
export function VersionList({ agentId, versions, publishedNumber, timeZone, mayRollBack }: VersionListProps) {
  const [chosen, setChosen] = useState<VersionSummary | null>(null);
  return (
    <>
      <ol className="divide-y divide-line rounded-xl border border-line bg-surface">
        {versions.map((version, index) => {
          const before = versions[index + 1];
          return (
            <li key={version.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-64">
                <p className="flex flex-wrap items-center gap-2 text-14 font-medium">
                  Version {version.number}
                  {version.state === "published" ? <Chip tone="good">answers now</Chip> : null}
                  {version.restoredFrom === null ? null : <Chip>as version {version.restoredFrom}</Chip>}
                </p>
                {version.note ? <p className="text-13 text-pretty text-text-2">{version.note}</p> : null}
                <p className="text-12 text-text-3">
                  {version.publishedBy ?? "Somebody"} published it{" "}
                  {version.publishedAt ? (
                    <Ago at={version.publishedAt} timeZone={timeZone} className="figures" />
                  ) : null}
                  {" · "}
                  <Link href={`/calls?agentId=${agentId}`} className="figures hover:text-text">
                    {version.calls === 1 ? "1 call" : `${version.calls.toLocaleString("en-US")} calls`}
                  </Link>
                </p>
              </div>
              <div className="flex gap-2">
                {before ? (
                  <ButtonLink
                    look="ghost"
                    size="sm"
                    href={`/agents/${agentId}/versions/compare?before=${before.id}&after=${version.id}`}
                  >
                    What changed
                  </ButtonLink>
                ) : null}
                {mayRollBack && version.state !== "published" ? (
                  <Button size="sm" onClick={() => setChosen(version)}>
                    Roll back to this
                  </Button>
                ) : null}
              </div>
            </li>
          );
        })}
      </ol>
      {chosen ? (
        <RollBackDialog
          agentId={agentId}
          version={chosen}
          publishedNumber={publishedNumber}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </>
  );
}
