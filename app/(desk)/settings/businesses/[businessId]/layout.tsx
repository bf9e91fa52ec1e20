import type { ReactNode } from "react";
import { notFound } from "next/navigation";
import { Chip } from "@/components/ui/chip";
import { TYPE_WORDS } from "@/components/business/business-words";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../../_components/settings-page";
import { BusinessTabs } from "../_components/business-tabs";

type BusinessLayoutProps = Readonly<{ children: ReactNode; params: Promise<{ businessId: string }> }>;

export default async function BusinessLayout({ children, params }: BusinessLayoutProps) {
  const context = await requireContext("businesses.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const { name, industry, city, type, active } = business;
  return (
    <SettingsPage
      title={name}
      hint={
        <span className="flex flex-wrap items-center gap-2">
          {[industry, city].filter(Boolean).join(" · ")}
          <Chip>{TYPE_WORDS[type].label}</Chip>
          {active ? null : <Chip tone="warn">Switched off</Chip>}
        </span>
      }
    >
      <BusinessTabs businessId={businessId} mayReadTools={context.permissions.has("tools.read")} />
      {children}
    </SettingsPage>
  );
}
