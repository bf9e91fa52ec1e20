import { clsx } from "clsx";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { KnowledgeGapState } from "@/lib/contracts/knowledge-gaps";
import { listGaps } from "@/lib/services/knowledge/list-gaps";
import { fromCursor } from "@/lib/web/from-cursor";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { GapList } from "../_components/gap-list";
import { ListPaging } from "../_components/list-paging";

export const metadata: Metadata = { title: "Unanswered questions" };

type PageProps = Readonly<{
  params: Promise<{ businessId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

const Asked = z.object({
  show: KnowledgeGapState.catch("open"),
  cursor: z.string().max(200).optional().catch(undefined),
});
const SHOWN = [
  ["open", "Unanswered"],
  ["answered", "Answered"],
  ["dismissed", "Dismissed"],
] as const;

export default async function UnansweredPage({ params, searchParams }: PageProps) {
  const context = await requireContext("knowledge.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const { show, cursor } = Asked.parse(await searchParams);
  const { groups, nextCursor } = await fromCursor(cursor, (from) =>
    listGaps(context, { businessId, state: show, cursor: from }),
  );
  const href = `/knowledge/${businessId}/unanswered`;
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
      <nav aria-label="Which questions" className="mb-3 flex gap-1">
        {SHOWN.map(([state, label]) => (
          <Link
            key={state}
            href={state === "open" ? href : `${href}?show=${state}`}
            aria-current={state === show ? "page" : undefined}
            className={clsx(
              "flex h-7 items-center rounded-md px-2.5 text-12 font-medium",
              state === show ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      <GapList
        key={show}
        businessId={businessId}
        timeZone={business.timeZone}
        state={show}
        groups={groups}
        mayWrite={context.permissions.has("knowledge.write")}
      />
      <ListPaging
        href={href}
        asked={show === "open" ? {} : { show }}
        isFirst={cursor === undefined}
        nextCursor={nextCursor}
        older="Older questions"
      />
    </div>
  );
}
