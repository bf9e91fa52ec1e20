import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { listFilterChoices } from "@/lib/services/knowledge/list-filter-choices";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { AskPanel } from "../_components/ask-panel";

export const metadata: Metadata = { title: "Ask your knowledge" };

export default async function AskPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("knowledge.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  return (
    <AskPanel
      key={businessId}
      businessId={businessId}
      choices={await listFilterChoices(context, businessId)}
      mayWrite={context.permissions.has("knowledge.write")}
    />
  );
}
