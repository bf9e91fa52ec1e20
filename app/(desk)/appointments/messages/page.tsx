import type { Metadata } from "next";
import { BusinessChoice } from "@/components/business/business-choice";
import { listFeeds } from "@/lib/services/appointments/feeds";
import { getNotices } from "@/lib/services/appointments/notices";
import { requireContext } from "@/lib/web/require-context";
import { FeedCard } from "../_components/feed-card";
import { NoBusiness } from "../_components/no-business";
import { NoticesCard } from "../_components/notices-card";
import { loadBook } from "../load-book";

export const metadata: Metadata = { title: "Appointments: messages and feeds" };

type MessagesPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function MessagesAndFeedsPage({ searchParams }: MessagesPageProps) {
  const context = await requireContext("appointments.read");
  const { business: wanted } = await searchParams;
  const book = await loadBook(context, typeof wanted === "string" ? wanted : undefined);
  if (!book) return <NoBusiness />;
  const { business, options, bookables, mayConfigure } = book;
  const [notices, feeds] = await Promise.all([
    getNotices(context, business.id),
    mayConfigure ? listFeeds(context, { businessId: business.id }) : [],
  ]);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-4xl space-y-4 p-4">
        <BusinessChoice value={business.id} options={options} />
        <NoticesCard key={business.id} notices={notices} mayConfigure={mayConfigure} />
        {mayConfigure ? <FeedCard bookables={bookables} feeds={feeds} /> : null}
      </div>
    </div>
  );
}
