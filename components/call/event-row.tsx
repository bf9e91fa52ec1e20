import { ChevronRight } from "lucide-react";
import type { CallEvent } from "@/lib/contracts/live/events";
import { eventWords } from "./event-words";
import { JsonView } from "./json-view";

type EventRowProps = Readonly<{ event: CallEvent; sinceStartMs: number }>;

/** One stored fact: its number, its moment, what it says; the whole of it on opening. */
export function EventRow({ event, sinceStartMs }: EventRowProps) {
  return (
    <li>
      <details className="group border-b border-line">
        <summary className="grid min-h-10 list-none grid-cols-[auto_auto_1fr] items-center gap-x-3 gap-y-0.5 px-4 py-2 text-13 -outline-offset-2 hover:bg-surface-2 md:grid-cols-[16px_64px_72px_176px_1fr] md:px-5">
          <ChevronRight
            aria-hidden
            className="size-3.5 text-text-3 transition-transform duration-150 group-open:rotate-90"
          />
          <span className="font-mono text-12 text-text-3">#{event.seq}</span>
          <span className="text-right font-mono text-12 text-text-3 max-md:justify-self-end">
            +{(sinceStartMs / 1000).toFixed(2)} s
          </span>
          <span className="col-span-3 font-mono text-12 text-text md:col-span-1">{event.body.type}</span>
          <span className="col-span-3 truncate text-text-2 md:col-span-1">{eventWords(event.body)}</span>
        </summary>
        <div className="px-4 pt-1 pb-4 md:pr-5 md:pl-[52px]">
          <JsonView value={event} label={`event ${event.seq}`} />
        </div>
      </details>
    </li>
  );
}
