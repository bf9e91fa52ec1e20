import type { Metadata } from "next";
import { formatDate, formatDay } from "@/components/format/time";
import { BusinessChoice } from "@/components/business/business-choice";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import type { AppointmentResource, ResourceResource } from "@/lib/contracts/appointments";
import {
  type CalendarView,
  closedRows,
  datesAway,
  datesOf,
  placeOn,
  rowsShown,
} from "@/lib/domain/appointments/calendar";
import { boundaryOf } from "@/lib/domain/appointments/zoned-time";
import type { LocalDate } from "@/lib/domain/schedule/local-time";
import { hoursOn, type Schedule } from "@/lib/domain/schedule/opening-hours";
import { listAppointments } from "@/lib/services/appointments/list-appointments";
import { requireContext } from "@/lib/web/require-context";
import { Calendar } from "./_components/calendar";
import type { CalendarColumn } from "./_components/calendar-grid";
import { NoBusiness } from "./_components/no-business";
import { SetUpSteps } from "./_components/set-up-steps";
import { loadBook } from "./load-book";

export const metadata: Metadata = { title: "Appointments" };

type CalendarPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

const DAY_MINUTES = 24 * 60;

export default async function CalendarPage({ searchParams }: CalendarPageProps) {
  const context = await requireContext("appointments.read");
  const asked = await searchParams;
  const one = (name: string) => (typeof asked[name] === "string" ? asked[name] : undefined);
  const book = await loadBook(context, one("business"));
  if (!book) return <NoBusiness />;
  const { business, options, bookables } = book;
  const { timeZone, today } = bookables;
  const view: CalendarView = one("view") === "day" ? "day" : "week";
  const given = one("date") ?? today;
  const date = datesOf(view, given) ? given : today;
  const dates = datesOf(view, date) ?? [];
  const who = bookables.resources.find(({ id }) => id === one("who"))?.id ?? "";
  const appointments = await listAppointments(context, {
    businessId: business.id,
    from: new Date(boundaryOf(dates[0]?.iso ?? date, 0, timeZone)).toISOString(),
    until: new Date(boundaryOf(dates.at(-1)?.iso ?? date, DAY_MINUTES, timeZone)).toISOString(),
    ...(who ? { resourceId: who } : {}),
    limit: 500,
  });
  const linkTo = (to: { date?: string; view?: CalendarView; who?: string }) => {
    const next = new URLSearchParams({ view: to.view ?? view, date: to.date ?? date });
    if (options.length > 1) next.set("business", business.id);
    const whom = to.who ?? who;
    if (whom) next.set("who", whom);
    return `/appointments?${next}`;
  };
  const schedule: Schedule = { timeZone, weeklyHours: business.weeklyHours, specialDays: business.specialDays };
  const drafts = columnsOf({ view, dates, who, appointments, resources: bookables.resources, timeZone });
  const rows = rowsShown(
    business.weeklyHours,
    drafts.map(({ placed }) => placed),
  );
  const columns: CalendarColumn[] = drafts.map(({ day, ...column }) => {
    const { intervals, special } = hoursOn(schedule, day);
    return {
      ...column,
      hint: special ?? column.hint,
      date: day.iso,
      isToday: day.iso === today,
      href: view === "week" ? linkTo({ view: "day", date: day.iso }) : null,
      closed: closedRows(intervals, rows),
    };
  });
  const noon = (iso: string) => new Date(boundaryOf(iso, 12 * 60, timeZone)).toISOString();
  const [first, last] = [noon(dates[0]?.iso ?? date), noon(dates.at(-1)?.iso ?? date)];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ConnectionStrip timeZone={timeZone} />
      <RefreshOnEvents names={["appointment.changed"]} />
      <SetUpSteps book={book} />
      {options.length > 1 ? (
        <div className="px-4 pt-3">
          <BusinessChoice value={business.id} options={options} />
        </div>
      ) : null}
      <Calendar
        key={`${business.id} ${one("appointment") ?? ""}`}
        bookables={bookables}
        title={
          view === "day"
            ? `${formatDay(first, timeZone)} ${formatDate(first, timeZone).slice(-4)}`
            : `${formatDate(first, timeZone)} – ${formatDate(last, timeZone)}`
        }
        view={view}
        isViewOpen={one("view") === undefined && one("appointment") === undefined}
        date={date}
        links={{
          before: linkTo({ date: datesAway(view, date, -1) }),
          after: linkTo({ date: datesAway(view, date, 1) }),
          today: linkTo({ date: today }),
          day: linkTo({ view: "day" }),
          week: linkTo({ view: "week" }),
        }}
        who={who}
        whoHref={linkTo({ who: "WHO" })}
        columns={columns}
        rows={rows}
        appointments={appointments}
        openId={one("appointment") ?? null}
      />
    </div>
  );
}

type Shown = {
  view: CalendarView;
  dates: readonly LocalDate[];
  who: string;
  appointments: readonly AppointmentResource[];
  resources: readonly ResourceResource[];
  timeZone: string;
};

/** A week's days; of a day, whoever gives appointments, and what nobody in particular gives. */
function columnsOf({ view, dates, who, appointments, resources, timeZone }: Shown) {
  const short = (iso: string, options: Intl.DateTimeFormatOptions) =>
    new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { ...options, timeZone: "UTC" });
  if (view === "week") {
    return dates.map((day) => ({
      day,
      key: day.iso,
      title: short(day.iso, { weekday: "long" }),
      hint: short(day.iso, { day: "numeric", month: "short" }),
      placed: placeOn(day.iso, appointments, timeZone),
    }));
  }
  const [day] = dates;
  if (!day) return [];
  const staff = resources.filter(
    ({ id, kind, active }) =>
      kind === "staff" && (active || appointments.some(({ staffId }) => staffId === id)) && (!who || id === who),
  );
  const others = appointments.filter(({ staffId }) => !staff.some(({ id }) => id === staffId));
  const column = (key: string, title: string, own: readonly AppointmentResource[]) => ({
    day,
    key,
    title,
    hint: own.length === 1 ? "1 appointment" : `${own.length} appointments`,
    placed: placeOn(day.iso, own, timeZone),
  });
  return [
    ...staff.map(({ id, name }) =>
      column(
        id,
        name,
        appointments.filter(({ staffId }) => staffId === id),
      ),
    ),
    ...(others.length > 0 || staff.length === 0
      ? [column("others", staff.length > 0 ? "Without a person" : short(day.iso, { weekday: "long" }), others)]
      : []),
  ];
}
