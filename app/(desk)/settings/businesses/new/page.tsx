import type { Metadata } from "next";
import { timeZoneGroups } from "@/lib/web/time-zones";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../../_components/settings-page";
import { NewBusiness } from "../_components/new-business";
import { createBusinessAction } from "../actions";

export const metadata: Metadata = { title: "Add a business" };

export default async function NewBusinessPage() {
  await requireContext("businesses.write");
  const { membership } = await requireMember();
  return (
    <SettingsPage
      title="Add a business"
      hint="A few answers are enough. Everything else is filled in for you and can be changed."
    >
      <NewBusiness create={createBusinessAction} zones={timeZoneGroups()} timeZone={membership.timeZone} />
    </SettingsPage>
  );
}
