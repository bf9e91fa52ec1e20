import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { QualityForm } from "../../_components/quality-form";
import { saveSettingsAction } from "../../actions";

export const metadata: Metadata = { title: "Quality" };

export default async function QualityPage({ params }: Readonly<{ params: Promise<{ businessId: string }> }>) {
  const context = await requireContext("businesses.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  return (
    <QualityForm
      value={business.quality}
      defaults={defaultSettings(business).quality}
      updatedAt={business.updatedAt}
      save={context.permissions.has("businesses.write") ? saveSettingsAction.bind(null, businessId) : null}
    />
  );
}
