import type { Metadata } from "next";
import { BusinessChoice } from "@/components/business/business-choice";
import { getAppointmentBook } from "@/lib/services/appointments/outside/book-settings";
import { requireContext } from "@/lib/web/require-context";
import { BookCard } from "../_components/book-card";
import { NoBusiness } from "../_components/no-business";
import { ResourceBoard } from "../_components/resource-board";
import { loadBook } from "../load-book";

export const metadata: Metadata = { title: "Appointments: people and rooms" };

type PeoplePageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function PeopleAndRoomsPage({ searchParams }: PeoplePageProps) {
  const context = await requireContext("appointments.read");
  const { business: wanted } = await searchParams;
  const book = await loadBook(context, typeof wanted === "string" ? wanted : undefined);
  if (!book) return <NoBusiness />;
  const where = await getAppointmentBook(context, book.business.id);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-4xl space-y-4 p-4">
        <BusinessChoice value={book.business.id} options={book.options} />
        <ResourceBoard
          bookables={book.bookables}
          businessHours={book.business.weeklyHours}
          mayConfigure={book.mayConfigure}
        />
        <BookCard key={book.business.id} book={where} bookables={book.bookables} mayConfigure={book.mayConfigure} />
      </div>
    </div>
  );
}
