import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { loadEditor } from "../load-editor";
import { StepEditor } from "../_components/step-editor";

export const metadata: Metadata = { title: "A step after the call" };

export default async function NewStepPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("tools.write");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  return (
    <StepEditor businessId={businessId} step={null} {...await loadEditor(context, businessId, business.timeZone)} />
  );
}
