import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { countOpenGaps } from "@/lib/services/knowledge/list-gaps";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { BusinessSwitch } from "./_components/business-switch";
import { KnowledgeTabs } from "./_components/knowledge-tabs";

type LayoutProps = Readonly<{ children: ReactNode; params: Promise<{ businessId: string }> }>;

export default async function BusinessKnowledgeLayout({ children, params }: LayoutProps) {
  const { businessId } = await params;
  const context = await requireContext("knowledge.read");
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const [{ businesses }, unanswered] = await Promise.all([
    listBusinesses(context, { limit: 100 }),
    countOpenGaps(context, businessId),
  ]);
  const choices = businesses.some(({ id }) => id === businessId) ? businesses : [business, ...businesses];
  return (
    <>
      <TopBar
        title="Knowledge"
        meta={<BusinessSwitch businessId={businessId} businesses={choices.map(({ id, name }) => ({ id, name }))} />}
      />
      <KnowledgeTabs businessId={businessId} unanswered={unanswered} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">{children}</div>
    </>
  );
}
