import { CircleCheck, LifeBuoy } from "lucide-react";
import type { Metadata } from "next";
import { EscalationCard } from "@/components/escalations/escalation-card";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { boardOf, OPEN_STATES, SETTLED_STATES } from "@/lib/domain/escalation/board";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { getResolutionTimes } from "@/lib/services/escalations/get-resolution-times";
import { listEscalations } from "@/lib/services/escalations/list-escalations";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { boardQuery } from "./board-query";
import { EscalationFilters } from "./_components/escalation-filters";
import { EscalationTabs } from "./_components/escalation-tabs";
import { ResolutionFigures } from "./_components/resolution-figures";

export const metadata: Metadata = { title: "Escalations" };

type EscalationsPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

const MOST_OPEN = 100;
const SETTLED_A_PAGE = 20;
const MEASURED_DAYS = 30;
const EMPTY = {
  waiting: "Nobody is waiting",
  in_progress: "Nobody has one in hand",
  callback: "No call back is owed",
  settled: "Nothing settled yet",
} as const;

export default async function EscalationsPage({ searchParams }: EscalationsPageProps) {
  const context = await requireContext("escalations.read");
  const { membership } = await requireMember();
  const params = await searchParams;
  const query = boardQuery(params);
  const cursor = typeof params["cursor"] === "string" ? params["cursor"] : undefined;
  const [open, settled, times, { businesses }, people] = await Promise.all([
    listEscalations(context, { ...query, state: [...OPEN_STATES], limit: MOST_OPEN }),
    fromCursor(cursor, (from) =>
      listEscalations(context, { ...query, state: [...SETTLED_STATES], limit: SETTLED_A_PAGE, cursor: from }),
    ),
    getResolutionTimes(context, { ...query, days: MEASURED_DAYS }),
    listBusinesses(context, { limit: 100 }),
    context.permissions.has("people.read") ? listHumanAgents(context) : [],
  ]);
  const columns = boardOf(open.escalations, settled.escalations);
  const isEmpty = columns.every(({ escalations }) => escalations.length === 0);
  const isFiltered = Object.keys(query).length > 0;
  const older = settled.nextCursor ? new URLSearchParams({ ...query, cursor: settled.nextCursor }) : null;
  return (
    <>
      <TopBar title="Escalations" />
      <ConnectionStrip timeZone={membership.timeZone} />
      <RefreshOnEvents names={["escalation.triggered", "escalation.updated", "escalation.completed"]} />
      {context.permissions.has("questions.answer") ? <EscalationTabs /> : null}
      {isEmpty && !isFiltered ? null : (
        <EscalationFilters
          businesses={businesses.map(({ id, name }) => ({ value: id, label: name }))}
          people={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <ResolutionFigures times={times} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {isEmpty ? (
          <StatePanel
            icon={<LifeBuoy className="size-5" />}
            title={isFiltered ? "Nothing matches these filters" : "No escalations yet"}
            action={
              isFiltered ? (
                <ButtonLink href="/escalations">Clear the filters</ButtonLink>
              ) : context.permissions.has("people.read") && people.length === 0 ? (
                <ButtonLink href="/people">Add people</ButtonLink>
              ) : undefined
            }
          >
            {isFiltered
              ? "There may be others without them."
              : "When a caller needs a person, what it is about stands here from that moment until somebody has settled it."}
          </StatePanel>
        ) : (
          <div className="grid items-start gap-x-4 gap-y-6 p-4 md:grid-cols-2 xl:grid-cols-4">
            {columns.map(({ key, title, escalations }) => (
              <section key={key} aria-labelledby={`column-${key}`}>
                <h2 id={`column-${key}`} className="mb-2 flex items-center gap-2 px-1 text-13 font-semibold">
                  {title}
                  <span className="font-normal text-text-3 figures">
                    {escalations.length}
                    {key === "settled" && settled.nextCursor ? "+" : ""}
                    {key !== "settled" && open.nextCursor ? " of the newest 100" : ""}
                  </span>
                </h2>
                {escalations.length === 0 ? (
                  <p className="flex items-center gap-1.5 rounded-lg border border-dashed border-line px-3 py-4 text-12 text-text-3">
                    <CircleCheck aria-hidden className="size-3.5" />
                    {EMPTY[key]}
                  </p>
                ) : (
                  <ul aria-label={title} className="space-y-2">
                    {escalations.map((escalation) => (
                      <EscalationCard
                        key={escalation.id}
                        escalation={escalation}
                        timeZone={membership.timeZone}
                        showsBusiness={businesses.length > 1}
                      />
                    ))}
                  </ul>
                )}
                {key === "settled" && older ? (
                  <div className="mt-2">
                    <ButtonLink href={`/escalations?${older.toString()}`} size="sm">
                      Older
                    </ButtonLink>
                  </div>
                ) : null}
              </section>
            ))}
          </div>
        )}
      </div>
    </>
  );
}
