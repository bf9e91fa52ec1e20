import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { JsonView } from "@/components/call/json-view";
import { formatExact } from "@/components/format/time";
import { Ago } from "@/components/ui/ago";
import type { AuditEntryResource } from "@/lib/contracts/audit";
import { actionWords, changesOf, shown } from "./audit-words";

const ACTOR_KINDS: Readonly<Record<string, string>> = { user: "Person", api_key: "API key", system: "Aybiza itself" };

/** One entry: who did what, opening to what it was before, what after, and from where. */
export function AuditEntry({ entry, timeZone }: Readonly<{ entry: AuditEntryResource; timeZone: string }>) {
  const changes = changesOf(entry.details);
  const more = changes.length > 0 ? without(entry.details, ["before", "after"]) : entry.details;
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none items-center gap-2.5 px-4 py-2.5 text-13 -outline-offset-2 hover:bg-surface-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-text-3 transition-transform duration-150 group-open:rotate-90"
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{actionWords(entry.action)}</span>
          <span className="text-text-2">by {entry.actorName}</span>
        </span>
        <Ago at={entry.at} timeZone={timeZone} className="shrink-0 text-12 text-text-3" />
      </summary>
      <div className="space-y-3 border-t border-line bg-bg px-4 py-3">
        {changes.length > 0 ? (
          <table className="w-full text-left text-13">
            <caption className="sr-only">What changed</caption>
            <thead className="text-12 text-text-3">
              <tr>
                <th scope="col" className="py-1 pr-4 font-medium">
                  What
                </th>
                <th scope="col" className="py-1 pr-4 font-medium">
                  Before
                </th>
                <th scope="col" className="py-1 font-medium">
                  After
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ name, before, after }) => (
                <tr key={name} className="align-top">
                  <th scope="row" className="py-1 pr-4 font-normal text-text-2">
                    {name}
                  </th>
                  <td className="py-1 pr-4 break-all">{shown(before)}</td>
                  <td className="py-1 font-medium break-all">{shown(after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        <dl className="grid gap-x-6 gap-y-1 text-13 sm:grid-cols-[8rem_1fr]">
          <Fact name="When">{formatExact(entry.at, timeZone)}</Fact>
          <Fact name="Who">
            {entry.actorName} ({ACTOR_KINDS[entry.actorKind] ?? entry.actorKind}) <Mono>{entry.actorId}</Mono>
          </Fact>
          <Fact name="Action">
            <Mono>{entry.action}</Mono>
          </Fact>
          <Fact name="On what">
            {entry.targetType.replaceAll("_", " ")} <Mono>{entry.targetId}</Mono>
          </Fact>
          <Fact name="Network address">{entry.ip ? <Mono>{entry.ip}</Mono> : "not known"}</Fact>
          <Fact name="Request id">
            <Mono>{entry.requestId}</Mono>
          </Fact>
          <Fact name="Entry">
            <span className="figures">{entry.seq}</span>
          </Fact>
        </dl>
        {Object.keys(more).length > 0 ? <JsonView value={more} label={`Details of entry ${entry.seq}`} /> : null}
      </div>
    </details>
  );
}

const without = (details: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !names.includes(name)));

function Fact({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Mono({ children }: Readonly<{ children: ReactNode }>) {
  return <span className="font-mono text-12 break-all text-text-2">{children}</span>;
}
