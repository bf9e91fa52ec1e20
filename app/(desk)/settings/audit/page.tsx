import { Download, ScrollText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listAudit } from "@/lib/services/audit/list-audit";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { AuditEntry } from "./_components/audit-entry";
import { AuditFilters } from "./_components/audit-filters";
import { auditFilterOf, auditParams, FILTERS, withAuditParams } from "./audit-params";

export const metadata: Metadata = { title: "Audit log" };

type AuditPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

const PATH = "/settings/audit";

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const context = await requireContext("audit.read");
  const { timeZone } = (await requireMember()).membership;
  const params = auditParams(await searchParams);
  const { filter, refused } = auditFilterOf(params, timeZone);
  const { entries, nextCursor } = await fromCursor(params.cursor, (cursor) =>
    listAudit(context, { ...filter, cursor }),
  );
  const isFiltered = FILTERS.some((name) => params[name]);
  return (
    <SettingsPage
      title="Audit log"
      hint="Who changed what, when and from where. Entries are only added, and each is sealed to the one before it."
      action={<Exports exportOf={(format) => withAuditParams(`${PATH}/export`, params, { format })} />}
    >
      <AuditFilters params={params} refused={refused} isFiltered={isFiltered} />
      {entries.length > 0 ? (
        <ol
          aria-label="Entries, newest first"
          className="divide-y divide-line rounded-xl border border-line bg-surface"
        >
          {entries.map((entry) => (
            <li key={entry.id}>
              <AuditEntry entry={entry} timeZone={timeZone} />
            </li>
          ))}
        </ol>
      ) : isFiltered || params.cursor ? (
        <StatePanel
          icon={<SearchX className="size-5" />}
          title="No entry fits these filters"
          action={<ButtonLink href={PATH}>Show all entries</ButtonLink>}
        >
          Take one away, or look at a longer time.
        </StatePanel>
      ) : (
        <StatePanel icon={<ScrollText className="size-5" />} title="No entries yet">
          The first change that anybody makes stands here.
        </StatePanel>
      )}
      {params.cursor || nextCursor ? (
        <nav aria-label="Pages" className="flex items-center justify-between gap-2">
          {params.cursor ? <ButtonLink href={withAuditParams(PATH, params)}>Newest</ButtonLink> : <span />}
          {nextCursor ? (
            <ButtonLink href={withAuditParams(PATH, params, { cursor: nextCursor })}>Older entries</ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </SettingsPage>
  );
}

function Exports({ exportOf }: Readonly<{ exportOf: (format: "csv" | "jsonl") => string }>) {
  return (
    <div role="group" aria-label="Export what fits the filters" className="flex gap-2">
      {/* Plain links: a file must not be fetched ahead. */}
      <a href={exportOf("csv")} download className={buttonClass()}>
        <Download aria-hidden className="size-3.5" />
        CSV
      </a>
      <a href={exportOf("jsonl")} download className={buttonClass()}>
        <Download aria-hidden className="size-3.5" />
        JSON lines
      </a>
    </div>
  );
}
