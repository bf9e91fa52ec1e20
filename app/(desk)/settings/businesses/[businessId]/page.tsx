import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { localMoment } from "@/lib/domain/schedule/local-time";
import { businessUsage } from "@/lib/services/businesses/business-usage";
import { loadBusiness } from "@/lib/web/load-business";
import { requireContext } from "@/lib/web/require-context";
import { timeZoneGroups } from "@/lib/web/time-zones";
import { DeleteBusiness } from "../_components/delete-business";
import { ProfileForm } from "../_components/profile-form";
import { deleteBusinessAction, saveProfileAction } from "../actions";

type BusinessPageProps = Readonly<{ params: Promise<{ businessId: string }> }>;

export async function generateMetadata({ params }: BusinessPageProps): Promise<Metadata> {
  return { title: (await loadBusiness((await params).businessId))?.name ?? "Business" };
}

export default async function BusinessPage({ params }: BusinessPageProps) {
  const context = await requireContext("businesses.read");
  const { businessId } = await params;
  const config = await loadBusiness(businessId);
  if (!config) notFound();
  const { quality: _quality, escalation: _escalation, overridden: _overridden, ...business } = config;
  const mayWrite = context.permissions.has("businesses.write");
  const today = localMoment(new Date().getTime(), business.timeZone).date.iso;
  return (
    <>
      <ProfileForm
        business={business}
        zones={timeZoneGroups()}
        today={today}
        save={mayWrite ? saveProfileAction.bind(null, businessId) : null}
      />
      {mayWrite ? (
        <DeleteBusiness
          name={business.name}
          usage={await businessUsage(context, businessId)}
          remove={deleteBusinessAction.bind(null, businessId)}
        />
      ) : null}
    </>
  );
}
