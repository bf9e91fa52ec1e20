import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { AskPanel } from "../_components/ask-panel";

export const metadata: Metadata = { title: "Ask your knowledge" };

export default async function AskPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("knowledge.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  return <AskPanel businessId={businessId} mayWrite={context.permissions.has("knowledge.write")} />;
}
