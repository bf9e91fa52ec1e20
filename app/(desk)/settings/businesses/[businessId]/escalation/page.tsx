import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { EscalationForm } from "../../_components/escalation-form";
import { saveSettingsAction } from "../../actions";

export const metadata: Metadata = { title: "When to get a person" };

export default async function EscalationPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("businesses.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const people = context.permissions.has("people.read") ? await listHumanAgents(context) : [];
  return (
    <EscalationForm
      value={business.escalation}
      defaults={defaultSettings(business).escalation}
      languages={business.languages}
      people={people.map(({ id, name, departments }) => ({ id, name, departments }))}
      updatedAt={business.updatedAt}
      save={context.permissions.has("businesses.write") ? saveSettingsAction.bind(null, businessId) : null}
    />
  );
}
