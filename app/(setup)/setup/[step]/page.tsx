import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SetupStepName } from "@/lib/contracts/setup";
import { findProgress } from "@/lib/services/setup/progress";
import { loadSetup } from "@/lib/web/load-setup";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { BusinessFirst } from "../_components/business-first";
import { NEEDS_BUSINESS, STEP_WORDS } from "@/components/setup/step-order";
import type { StepProps } from "../_steps/step-props";
import { BusinessStep } from "../_steps/business-step";
import { ConnectionsStep } from "../_steps/connections-step";
import { EscalationStep } from "../_steps/escalation-step";
import { KnowledgeStep } from "../_steps/knowledge-step";
import { PeopleStep } from "../_steps/people-step";
import { QualityStep } from "../_steps/quality-step";
import { ReviewStep } from "../_steps/review-step";

type StepPageProps = Readonly<{ params: Promise<{ step: string }> }>;

const STEPS = {
  connections: ConnectionsStep,
  business: BusinessStep,
  knowledge: KnowledgeStep,
  people: PeopleStep,
  quality: QualityStep,
  escalation: EscalationStep,
  review: ReviewStep,
} as const;

export async function generateMetadata({ params }: StepPageProps): Promise<Metadata> {
  const step = SetupStepName.safeParse((await params).step);
  return { title: step.success ? `${STEP_WORDS[step.data].label}, setting up` : "Setting up" };
}

export default async function SetupStepPage({ params }: StepPageProps) {
  const context = await requireContext("businesses.write");
  const { data: step } = SetupStepName.safeParse((await params).step);
  if (!step) notFound();
  const { membership } = await requireMember();
  const [state, progress] = await Promise.all([loadSetup(), findProgress(context, step)]);
  if (state.businessId === null && NEEDS_BUSINESS.has(step)) return <BusinessFirst step={step} />;
  const Step = STEPS[step];
  const props: StepProps = { context, state, progress, timeZone: membership.timeZone };
  return <Step {...props} />;
}
