"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import type { Placed } from "@/lib/domain/appointments/calendar";
import { CalendarEvent } from "./calendar-event";
import { rowsOf } from "./calendar-rows";
import type { PersonLook } from "./person-looks";

export type CalendarColumn = Readonly<{
  key: string;
  title: string;
  /** Under the title; where the title leads, if anywhere. */
  hint: string;
  href: string | null;
  /** YYYY-MM-DD. */
  date: string;
  isToday: boolean;
  placed: readonly Placed<AppointmentResource>[];
  closed: readonly { fromRow: number; untilRow: number }[];
}>;

type CalendarGridProps = Readonly<{
  columns: readonly CalendarColumn[];
  /** From which quarter of an hour of the day to which it is drawn. */
  rows: readonly [number, number];
  looks: readonly PersonLook[];
  /** Out of sight on a small screen, which goes on to another view. */
  isLeaving: boolean;
  onOpen: (appointmentId: string) => void;
  /** Null: they may not book. */
  onNew: ((date: string) => void) | null;
}>;

const ROWS_AN_HOUR = 4;

/** Days, or people, side by side; each appointment where its time is. */
export function CalendarGrid({ columns, rows: [first, last], looks, isLeaving, onOpen, onNew }: CalendarGridProps) {
  const hours = Array.from({ length: (last - first) / ROWS_AN_HOUR }, (_, index) => first + index * ROWS_AN_HOUR);
  const rowCount = last - first;
  return (
    <div
      role="region"
      aria-label="Calendar"
      tabIndex={0}
      className={clsx(
        "min-h-0 flex-1 overflow-auto scroll-quiet focus-visible:-outline-offset-2",
        isLeaving && "max-sm:invisible",
      )}
    >
      <div className={clsx("flex", columns.length > 4 ? "min-w-[860px]" : columns.length > 2 && "min-w-[560px]")}>
        <div aria-hidden className="sticky left-0 z-20 w-14 shrink-0 border-r border-line bg-surface">
          <div className="sticky top-0 h-12 border-b border-line bg-surface" />
          <div className="grid auto-rows-[14px]">
            {hours.map((row) => (
              <span
                key={row}
                className={clsx(
                  rowsOf(row, row + ROWS_AN_HOUR, first),
                  "pt-1 pr-2 text-right text-12 text-text-3 figures",
                )}
              >
                {String(row / ROWS_AN_HOUR).padStart(2, "0")}:00
              </span>
            ))}
          </div>
        </div>
        {columns.map((column) => (
          <section
            key={column.key}
            aria-label={`${column.title} ${column.hint}`}
            className="min-w-0 flex-1 border-r border-line last:border-r-0"
          >
            <ColumnHead column={column} />
            <div className="relative grid auto-rows-[14px] grid-cols-60">
              <div className={clsx(rowsOf(0, rowCount, 0), "col-start-1 col-span-60")} />
              {column.closed.map(({ fromRow, untilRow }) => (
                <div
                  key={fromRow}
                  aria-hidden
                  className={clsx(rowsOf(fromRow, untilRow, first), "col-start-1 col-span-60 bg-surface-2")}
                />
              ))}
              {hours.map((row) =>
                onNew ? (
                  // For the pointer; by keyboard the button above the calendar does the same.
                  <button
                    key={row}
                    type="button"
                    tabIndex={-1}
                    aria-hidden
                    onClick={() => onNew(column.date)}
                    className={clsx(
                      rowsOf(row, row + ROWS_AN_HOUR, first),
                      "col-start-1 col-span-60 cursor-cell border-b border-line hover:bg-accent-soft/40",
                    )}
                  />
                ) : (
                  <div
                    key={row}
                    aria-hidden
                    className={clsx(
                      rowsOf(row, row + ROWS_AN_HOUR, first),
                      "col-start-1 col-span-60 border-b border-line",
                    )}
                  />
                ),
              )}
              {column.placed.map((placed) => (
                <CalendarEvent
                  key={placed.item.id}
                  placed={placed}
                  first={first}
                  look={looks.find(({ id }) => id === placed.item.staffId)}
                  onOpen={onOpen}
                />
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}

function ColumnHead({ column: { title, hint, href, isToday } }: Readonly<{ column: CalendarColumn }>) {
  const words = (
    <>
      <span className={clsx("block truncate text-13 font-medium", isToday && "text-ai")}>{title}</span>
      <span className={clsx("block truncate text-12 figures", isToday ? "text-ai" : "text-text-3")}>{hint}</span>
    </>
  );
  return (
    <h2 className="sticky top-0 z-10 h-12 border-b border-line bg-surface">
      {href ? (
        <Link href={href} className="block px-2.5 py-1.5 -outline-offset-2 hover:bg-surface-2">
          {words}
        </Link>
      ) : (
        <span className="block px-2.5 py-1.5">{words}</span>
      )}
    </h2>
  );
}
