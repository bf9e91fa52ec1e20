"use client";

import { ChevronLeft, ChevronRight, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { usePageKeys } from "@/components/shell/page-keys";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import type { CalendarView } from "@/lib/domain/appointments/calendar";
import { AppointmentDialog } from "./appointment-dialog";
import type { Bookables } from "./bookables";
import { CalendarGrid, type CalendarColumn } from "./calendar-grid";
import { NewAppointment } from "./new-appointment";
import { personLooks } from "./person-looks";

/** Where the calendar can be led to; addresses, so that each has one. */
type CalendarLinks = Readonly<{ before: string; after: string; today: string; day: string; week: string }>;

type CalendarProps = Readonly<{
  bookables: Bookables;
  title: string;
  view: CalendarView;
  /** Nobody chose the view: a small screen, where a week has no room, begins with the day. */
  isViewOpen: boolean;
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
  const looks = useMemo(() => personLooks(bookables.resources), [bookables.resources]);
  const isLeaving = props.isViewOpen && view === "week";
  useEffect(() => {
    if (isLeaving && matchMedia("(max-width: 39.99rem)").matches) router.replace(links.day);
  }, [isLeaving, links.day, router]);
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
        <p aria-live="polite" className="min-w-0 flex-1 px-1 text-13 font-semibold figures sm:text-14">
          {title}
        </p>
        <div className="flex w-full items-center gap-2 sm:ml-auto sm:w-auto sm:flex-wrap">
          {filterable.length > 1 ? (
            <Select
              aria-label="Of whom"
              value={who}
              onChange={({ target }) => router.push(whoHref.replace("WHO", target.value))}
              className="min-w-0 flex-1 sm:w-40 sm:flex-none"
            >
              <option value="">Everybody</option>
              {filterable.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          ) : null}
          <nav aria-label="View" className="flex gap-1 max-sm:mr-auto">
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
            <Button look="primary" disabled={!mayBook} onClick={startNew} className="max-sm:px-2">
              <Plus aria-hidden className="size-4" />
              <span className="max-sm:sr-only">New appointment</span>
            </Button>
          ) : null}
        </div>
      </div>
      {view === "week" && who === "" && looks.length > 1 ? (
        <ul
          aria-label="Who is who"
          className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-12 text-text-2"
        >
          {looks
            .filter(({ id }) => filterable.some((other) => other.id === id))
            .map(({ id, name, initials, text }) => (
              <li key={id} className="flex items-center gap-1.5">
                <span aria-hidden className={`font-medium ${text}`}>
                  {initials}
                </span>
                {name}
              </li>
            ))}
        </ul>
      ) : null}
      <CalendarGrid
        columns={columns}
        rows={rows}
        looks={looks}
        isLeaving={isLeaving}
        onOpen={setOpenId}
        onNew={mayBook ? setNewOn : null}
      />
      {open ? <AppointmentDialog appointment={open} bookables={bookables} onClose={() => setOpenId(null)} /> : null}
      {newOn ? <NewAppointment bookables={bookables} date={newOn} onClose={() => setNewOn(null)} /> : null}
    </>
  );
}

const CURRENT = "aria-[current]:bg-surface-2 aria-[current]:text-text";
