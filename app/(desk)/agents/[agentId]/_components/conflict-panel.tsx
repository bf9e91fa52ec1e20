"use client";

import { TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { ChangeView } from "../../_components/change-view";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentResource } from "@/lib/contracts/agents";
import { changedFields, compareConfigs, takeFields } from "@/lib/domain/agents/compare-configs";
import { changeWords } from "./change-words";

type ConflictPanelProps = Readonly<{
  theirs: AgentResource;
  /** What both began with. */
  base: AgentConfig;
  mine: AgentConfig;
  sinceRevision: number;
  timeZone: string;
  onResolve: (config: AgentConfig) => void;
}>;

/**
 * Two people changed one draft, and this one's changes came second. Says who did what and when, shows one's own changes against theirs, and lets one
 * put them on top, all or some. Until then nothing is saved and nothing is lost.
 */
export function ConflictPanel({ theirs, base, mine, sinceRevision, timeZone, onResolve }: ConflictPanelProps) {
  const id = useId();
  const own = changedFields(base, mine);
  const other = changedFields(base, theirs.draft.config);
  // As it would be: theirs, with mine on top.
  const merged = takeFields(theirs.draft.config, mine, own);
  const changes = compareConfigs(theirs.draft.config, merged);
  const [keep, setKeep] = useState<ReadonlySet<string>>(() => new Set(own));
  const since = theirs.draft.changes.filter(({ revision }) => revision > sinceRevision);
  const kept = changes.filter(({ field }) => keep.has(field)).map(({ field }) => field);
  return (
    <section
      role="alert"
      aria-labelledby={id}
      className="max-h-[60vh] overflow-y-auto border-b border-line bg-warn-soft px-4 py-3 scroll-quiet"
    >
      <h2 id={id} className="flex items-center gap-2 text-14 font-semibold">
        <TriangleAlert aria-hidden className="size-4 text-warn" />
        The draft was changed while you were editing
      </h2>
      <ul className="mt-1 text-13 text-text-2">
        {since.map((change) => (
          <li key={change.revision}>
            {changeWords(change)} <Ago at={change.at} timeZone={timeZone} className="text-text-3" />.
          </li>
        ))}
      </ul>
      <p className="mt-1 text-13">
        Your changes are all still here, and not saved yet. Choose which of them to put on top.
      </p>
      <ul className="my-3 space-y-2">
        {changes.map((change) => (
          <li key={change.field} className="rounded-lg border border-line bg-surface p-3">
            <label className="flex items-center gap-2.5 text-13 font-medium">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={keep.has(change.field)}
                onChange={(event) => {
                  const next = new Set(keep);
                  if (event.target.checked) next.add(change.field);
                  else next.delete(change.field);
                  setKeep(next);
                }}
              />
              Keep mine: {change.label}
              {other.includes(change.field) ? (
                <span className="font-normal text-warn">both of you changed this</span>
              ) : null}
            </label>
            <div className="mt-2 pl-6.5">
              <ChangeView change={change} beforeLabel="Theirs" afterLabel="Mine" />
            </div>
          </li>
        ))}
        {changes.length === 0 ? <li className="text-13 text-text-2">Both of you made the same changes.</li> : null}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => onResolve(takeFields(theirs.draft.config, mine, kept))}>
          {kept.length === 0
            ? "Go on with theirs"
            : kept.length === changes.length
              ? "Put all of mine on top"
              : `Put ${kept.length} of mine on top`}
        </Button>
      </div>
    </section>
  );
}
