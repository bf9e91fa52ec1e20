import type { Metadata } from "next";
import { BusinessChoice } from "@/components/business/business-choice";
import { requireContext } from "@/lib/web/require-context";
import { NoBusiness } from "../_components/no-business";
import { ServiceBoard } from "../_components/service-board";
import { loadBook } from "../load-book";

export const metadata: Metadata = { title: "Appointments: services" };

type ServicesPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function ServicesPage({ searchParams }: ServicesPageProps) {
  const context = await requireContext("appointments.read");
  const { business: wanted } = await searchParams;
  const book = await loadBook(context, typeof wanted === "string" ? wanted : undefined);
  if (!book) return <NoBusiness />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-4xl p-4">
        <BusinessChoice value={book.business.id} options={book.options} />
        <ServiceBoard bookables={book.bookables} mayConfigure={book.mayConfigure} />
      </div>
    </div>
  );
}
