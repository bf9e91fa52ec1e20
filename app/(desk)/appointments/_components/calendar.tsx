"use client";

import { ChevronLeft, ChevronRight, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { usePageKeys } from "@/components/shell/page-keys";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import type { CalendarView } from "@/lib/domain/appointments/calendar";
import { AppointmentDialog } from "./appointment-dialog";
import type { Bookables } from "./bookables";
import { CalendarGrid, type CalendarColumn } from "./calendar-grid";
import { NewAppointment } from "./new-appointment";

/** Where the calendar can be led to; addresses, so that each has one. */
type CalendarLinks = Readonly<{ before: string; after: string; today: string; day: string; week: string }>;

type CalendarProps = Readonly<{
  bookables: Bookables;
  title: string;
  view: CalendarView;
  /** YYYY-MM-DD: the day that is looked at. */
  date: string;
  links: CalendarLinks;
  /** Whom it is of; empty: everybody. `whoHref` has `WHO` where their id goes. */
  who: string;
  whoHref: string;
  columns: readonly CalendarColumn[];
  rows: readonly [number, number];
  appointments: readonly AppointmentResource[];
  openId: string | null;
}>;

/** The calendar with all that can be done on it, by pointer and by keyboard alike. */
export function Calendar(props: CalendarProps) {
  const { bookables, title, view, date, links, who, whoHref, columns, rows, appointments } = props;
  const router = useRouter();
  const [openId, setOpenId] = useState(props.openId);
  const [newOn, setNewOn] = useState<string | null>(null);
  const mayBook = bookables.mayWrite && bookables.services.some(({ active }) => active);
  const open = appointments.find(({ id }) => id === openId);
  const startNew = () => (mayBook ? setNewOn(date) : undefined);
  usePageKeys([
    ...(mayBook ? [{ key: "n", does: "New appointment", run: startNew }] : []),
    { key: "[", does: view === "day" ? "The day before" : "The week before", run: () => router.push(links.before) },
    { key: "]", does: view === "day" ? "The day after" : "The week after", run: () => router.push(links.after) },
    { key: "d", does: "Show a day", run: () => router.push(links.day) },
    { key: "w", does: "Show a week", run: () => router.push(links.week) },
  ]);
  const filterable = bookables.resources.filter(({ active }) => active);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2.5">
        <ButtonLink href={links.before} className="px-2" aria-label={view === "day" ? "Day before" : "Week before"}>
          <ChevronLeft aria-hidden className="size-4" />
        </ButtonLink>
        <ButtonLink href={links.today}>Today</ButtonLink>
        <ButtonLink href={links.after} className="px-2" aria-label={view === "day" ? "Day after" : "Week after"}>
          <ChevronRight aria-hidden className="size-4" />
        </ButtonLink>
        <p aria-live="polite" className="min-w-0 px-1 text-14 font-semibold figures">
          {title}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {filterable.length > 1 ? (
            <Select
              aria-label="Of whom"
              value={who}
              onChange={({ target }) => router.push(whoHref.replace("WHO", target.value))}
              className="w-40"
            >
              <option value="">Everybody</option>
              {filterable.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          ) : null}
          <nav aria-label="View" className="flex gap-1">
            <ButtonLink
              href={links.day}
              look="ghost"
              aria-current={view === "day" ? "page" : undefined}
              className={CURRENT}
            >
              Day
            </ButtonLink>
            <ButtonLink
              href={links.week}
              look="ghost"
              aria-current={view === "week" ? "page" : undefined}
              className={CURRENT}
            >
              Week
            </ButtonLink>
          </nav>
          {bookables.mayWrite ? (
            <Button look="primary" disabled={!mayBook} onClick={startNew}>
              <Plus aria-hidden className="size-4" />
              New appointment
            </Button>
          ) : null}
        </div>
      </div>
      <CalendarGrid columns={columns} rows={rows} onOpen={setOpenId} onNew={mayBook ? setNewOn : null} />
      {open ? <AppointmentDialog appointment={open} bookables={bookables} onClose={() => setOpenId(null)} /> : null}
      {newOn ? <NewAppointment bookables={bookables} date={newOn} onClose={() => setNewOn(null)} /> : null}
    </>
  );
}

const CURRENT = "aria-[current]:bg-surface-2 aria-[current]:text-text";
