import { clsx } from "clsx";
import { Bot } from "lucide-react";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import type { Placed } from "@/lib/domain/appointments/calendar";
import { spokenWords, timesWords } from "./appointment-words";
import { lanesOf, rowsOf } from "./calendar-rows";
import { NOBODYS_BLOCK, type PersonLook } from "./person-looks";

type CalendarEventProps = Readonly<{
  placed: Placed<AppointmentResource>;
  first: number;
  look: PersonLook | undefined;
  onOpen: (id: string) => void;
}>;

/** From how many quarters of an hour on there is room for so many lines. */
const LINES_FROM = { two: 3, three: 4 };

/** An appointment where its time is, in the hue of who gives it. The name comes first; the rest is shown as there is room. */
export function CalendarEvent({ placed, first, look, onOpen }: CalendarEventProps) {
  const { item, fromRow, untilRow } = placed;
  const rows = untilRow - fromRow;
  const [isShort, isTall] = [rows < LINES_FROM.two, rows >= LINES_FROM.three];
  const times = timesWords(item);
  const [start, rest] = [times.slice(0, 5), times.slice(5)];
  return (
    <button
      type="button"
      data-appointment={item.id}
      aria-label={spokenWords(item)}
      title={spokenWords(item)}
      onClick={() => onOpen(item.id)}
      className={clsx(
        rowsOf(fromRow, untilRow, first),
        lanesOf(placed),
        "@container z-[1] m-px flex min-w-0 flex-col overflow-hidden rounded-md border-l-3 px-1.5 text-left text-12 leading-4 text-text",
        "transition-shadow duration-150 hover:shadow-float",
        look?.block ?? NOBODYS_BLOCK,
        isShort ? "justify-center" : "py-0.5",
      )}
    >
      <span className="flex w-full min-w-0 items-center gap-1">
        <span className="truncate font-medium">{item.customer.name || "Nobody named"}</span>
        {isShort ? <span className="hidden shrink-0 text-text-2 figures @[8.5rem]:inline">{start}</span> : null}
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {look ? (
            <span aria-hidden className={clsx("hidden font-medium @[5.5rem]:inline", look.text)}>
              {look.initials}
            </span>
          ) : null}
          {item.callId ? <Bot aria-hidden className="size-3 text-ai" /> : null}
        </span>
      </span>
      {isShort ? null : (
        <span className="w-full truncate text-text-2 figures">
          {start}
          <span className="hidden @[6rem]:inline">{rest}</span>
          {isTall ? "" : ` · ${item.serviceName}`}
        </span>
      )}
      {isTall ? <span className="w-full truncate text-text-2">{item.serviceName}</span> : null}
    </button>
  );
}
