import { ListX } from "lucide-react";
import type { Metadata } from "next";
import { EventRow } from "@/components/call/event-row";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { loadCall } from "@/lib/web/load-call";
import { EventTypeFilter } from "./_components/event-type-filter";

export const metadata: Metadata = { title: "Events of a call" };

const PAGE = 100;

type EventsPageProps = Readonly<{
  params: Promise<{ callId: string }>;
  searchParams: Promise<{ type?: string | string[]; after?: string | string[] }>;
}>;

/** Every stored fact of the call as it was stored, oldest first. */
export default async function EventsPage({ params, searchParams }: EventsPageProps) {
  const { call, events } = await loadCall((await params).callId);
  const { type, after } = await searchParams;
  const afterSeq = Number(after) || 0;
  const types = [...new Set(events.map(({ body }) => body.type))].sort();
  const fitting = events.filter(({ seq, body }) => seq > afterSeq && (!type || body.type === type));
  const shown = fitting.slice(0, PAGE);
  const last = shown.at(-1);
  const here = `/calls/${call.id}/events`;
  const query = typeof type === "string" && type ? `type=${encodeURIComponent(type)}&` : "";
  const firstAt = events[0]?.at ?? call.startedAt;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <EventTypeFilter types={types} total={events.length} />
      <div className="min-h-0 flex-1 overflow-y-auto bg-surface scroll-quiet">
        {shown.length === 0 ? (
          <StatePanel
            icon={<ListX className="size-5" />}
            title="No event of this kind"
            action={<ButtonLink href={here}>Show all events</ButtonLink>}
          >
            The call has {events.length} {events.length === 1 ? "event" : "events"} in all.
          </StatePanel>
        ) : (
          <ol aria-label="Events, oldest first">
            {shown.map((event) => (
              <EventRow key={event.seq} event={event} sinceStartMs={Date.parse(event.at) - Date.parse(firstAt)} />
            ))}
          </ol>
        )}
        {last && fitting.length > shown.length ? (
          <nav aria-label="Pages" className="flex justify-end px-4 py-3">
            <ButtonLink href={`${here}?${query}after=${last.seq}`}>
              Next {Math.min(PAGE, fitting.length - PAGE)}
            </ButtonLink>
          </nav>
        ) : null}
      </div>
    </div>
  );
}
