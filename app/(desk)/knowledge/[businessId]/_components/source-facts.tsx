"use client";

import { clsx } from "clsx";
import { type ReactNode, useTransition } from "react";
import { SCHEDULE_WORDS } from "@/components/knowledge/source-words";
import { Ago } from "@/components/ui/ago";
import { SelectField } from "@/components/ui/select-field";
import { showError } from "@/components/ui/toast";
import { KnowledgeSchedule, type KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { setScheduleAction } from "../../source-actions";

type SourceFactsProps = Readonly<{
  source: KnowledgeSourceResource;
  timeZone: string;
  mayWrite: boolean;
  onChanged: (source: KnowledgeSourceResource) => void;
}>;

/** The figures of a source's last reading, when it was, and how often it is read. */
export function SourceFacts({ source, timeZone, mayWrite, onChanged }: SourceFactsProps) {
  const [isPending, start] = useTransition();
  const { progress, url, schedule, lastSyncedAt, nextSyncAt, createdAt, kind } = source;
  const figures: [string, number][] =
    kind === "file"
      ? [
          ["Passages", progress.chunks],
          ["Found by meaning", progress.embedded],
        ]
      : [
          ["Found", progress.found],
          ["Read anew", progress.read],
          ["Unchanged", progress.unchanged],
          ["Left out", progress.skipped],
          ["Failed", progress.failed],
          ["Passages", progress.chunks],
          ["Found by meaning", progress.embedded],
        ];
  const choose = (value: string) =>
    start(async () => {
      const chosen = KnowledgeSchedule.parse(value);
      const saved = await setScheduleAction(source.id, chosen).catch(() => null);
      if (saved?.ok) onChanged(saved.data);
      else showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  const rows: [string, ReactNode][] = [
    ...(url
      ? ([
          [
            "Address",
            <a
              key="url"
              href={url}
              target="_blank"
              rel="noreferrer noopener"
              className="break-all text-accent underline underline-offset-2"
            >
              {url}
            </a>,
          ],
        ] as [string, ReactNode][])
      : []),
    ["Added", <Ago key="added" at={createdAt} timeZone={timeZone} />],
    ["Last read", lastSyncedAt ? <Ago key="read" at={lastSyncedAt} timeZone={timeZone} /> : "not yet"],
  ];
  return (
    <>
      <dl
        className={clsx(
          "mt-5 grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:flex",
          kind === "file" ? "grid-cols-2" : "grid-cols-3 max-sm:[&>:last-child]:col-span-full",
        )}
      >
        {figures.map(([name, value]) => (
          <div key={name} className="flex-1 bg-surface px-4 py-3">
            <dt className="text-12 text-text-3">{name}</dt>
            <dd className="text-16 font-semibold figures">{value.toLocaleString("en-US")}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 grid gap-5 sm:grid-cols-2">
        <dl className="space-y-2.5 rounded-xl border border-line bg-surface px-4 py-3.5 text-13">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt className="text-12 text-text-3">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {kind === "file" ? null : (
          <div className="rounded-xl border border-line bg-surface px-4 py-3.5">
            <SelectField
              label="Read again by itself"
              value={schedule}
              disabled={!mayWrite || isPending}
              onChange={({ target }) => choose(target.value)}
              hint={
                nextSyncAt ? (
                  <>
                    Next on <Ago at={nextSyncAt} timeZone={timeZone} />. What did not change is not read twice.
                  </>
                ) : (
                  "What did not change is not read twice."
                )
              }
            >
              {KnowledgeSchedule.options.map((value) => (
                <option key={value} value={value}>
                  {SCHEDULE_WORDS[value]}
                </option>
              ))}
            </SelectField>
          </div>
        )}
      </div>
    </>
  );
}
