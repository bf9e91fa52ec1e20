import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getStep } from "@/lib/services/after-call/list-steps";
import { loadBusiness } from "@/lib/web/load-business";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext } from "@/lib/web/require-context";
import { loadEditor } from "../load-editor";
import { StepEditor } from "../_components/step-editor";

export const metadata: Metadata = { title: "A step after the call" };

type StepPageProps = Readonly<{ params: Promise<{ businessId: string; stepId: string }> }>;

export default async function StepPage({ params }: StepPageProps) {
  const context = await requireContext("tools.read");
  const { businessId, stepId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const step = await orNotFound(getStep(context, stepId));
  if (step?.businessId !== businessId) notFound();
  return (
    <StepEditor
      key={step.updatedAt}
      businessId={businessId}
      step={step}
      {...await loadEditor(context, businessId, business.timeZone)}
    />
  );
}
