import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listSteps } from "@/lib/services/after-call/list-steps";
import { listStepActions } from "@/lib/services/after-call/step-actions";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { orderStepsAction } from "./actions";
import { StepList } from "./_components/step-list";

export const metadata: Metadata = { title: "After the call" };

export default async function AfterCallPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("tools.read");
  const { businessId } = await params;
  if (!(await loadBusiness(businessId))) notFound();
  const [steps, actions] = await Promise.all([listSteps(context, businessId), listStepActions(context)]);
  const mayWrite = context.permissions.has("tools.write");
  const add =
    mayWrite && actions.length > 0 ? (
      <ButtonLink href={`/settings/businesses/${businessId}/after-call/new`} look="primary">
        Add a step
      </ButtonLink>
    ) : null;
  const connect = (
    <>
      <ButtonLink href="/settings/integrations" look="primary">
        Connect one
      </ButtonLink>
      <ButtonLink href="/settings/tools">Make a tool</ButtonLink>
    </>
  );
  if (steps.length === 0)
    return (
      <StatePanel
        icon={<ListChecks className="size-5" />}
        title="Nothing is done after calls yet"
        action={add ?? (mayWrite ? connect : null)}
      >
        {actions.length === 0
          ? "A step puts what was found in a call where you work: a ticket, a lead, a message to the team. Connect a service, or make a tool of your own, first."
          : "A step puts what was found in a call where you work: a ticket, a lead, a message to the team. You say for which calls, and what goes where."}
      </StatePanel>
    );
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 text-14 text-pretty text-text-2 max-sm:basis-full">
          Done in this order once a call is over and looked over, each once per call.
        </p>
        {add}
      </div>
      <StepList businessId={businessId} steps={steps} order={mayWrite ? orderStepsAction : null} />
    </>
  );
}
