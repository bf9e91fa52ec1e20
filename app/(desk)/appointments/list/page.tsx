import { CalendarDays } from "lucide-react";
import type { Metadata } from "next";
import { BusinessChoice } from "@/components/business/business-choice";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listAppointments } from "@/lib/services/appointments/list-appointments";
import { requireContext } from "@/lib/web/require-context";
import { AppointmentFilters } from "../_components/appointment-filters";
import { AppointmentTable } from "../_components/appointment-table";
import { NoBusiness } from "../_components/no-business";
import { loadBook } from "../load-book";

export const metadata: Metadata = { title: "Appointments: list" };

type ListPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

const SHOWN = 200;
const SHOWS = ["coming", "past", "canceled"] as const;

export default async function AppointmentListPage({ searchParams }: ListPageProps) {
  const context = await requireContext("appointments.read");
  const asked = await searchParams;
  const one = (name: string) => (typeof asked[name] === "string" ? asked[name] : undefined);
  const book = await loadBook(context, one("business"));
  if (!book) return <NoBusiness />;
  const show = SHOWS.find((each) => each === one("show")) ?? "coming";
  const search = one("search")?.slice(0, 100);
  const who = book.bookables.resources.find(({ id }) => id === one("who"))?.id;
  const now = new Date().toISOString();
  const appointments = await listAppointments(context, {
    businessId: book.business.id,
    ...(show === "coming" ? { from: now } : { order: "latest" }),
    ...(show === "past" ? { until: now } : {}),
    ...(show === "canceled" ? { state: "canceled" } : {}),
    ...(search ? { search } : {}),
    ...(who ? { resourceId: who } : {}),
    limit: SHOWN,
  });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <RefreshOnEvents names={["appointment.changed"]} />
      <div className="mx-auto w-full max-w-6xl p-4">
        <BusinessChoice value={book.business.id} options={book.options} />
        <AppointmentFilters resources={book.bookables.resources} />
        {appointments.length === 0 ? (
          <StatePanel
            icon={<CalendarDays className="size-5" />}
            title={search || who ? "Nothing fits" : show === "coming" ? "No appointments to come" : "None yet"}
            action={<ButtonLink href="/appointments">Open the calendar</ButtonLink>}
          >
            {search || who
              ? "No appointment has this in its customer’s name, number, address or note."
              : "What callers book by telephone stands here, and what you book in the calendar."}
          </StatePanel>
        ) : (
          <AppointmentTable bookables={book.bookables} appointments={appointments} />
        )}
        {appointments.length === SHOWN ? (
          <p className="py-3 text-center text-12 text-text-3">The first {SHOWN} are shown. Search for others.</p>
        ) : null}
      </div>
    </div>
  );
}
