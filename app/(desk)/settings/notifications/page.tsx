import type { Metadata } from "next";
import { getPreferences } from "@/lib/services/notifications/preferences";
import { pushPublicKey } from "@/lib/web/push-service";
import { requireContext } from "@/lib/web/require-context";
import { timeZoneGroups } from "@/lib/web/time-zones";
import { vendorStates } from "@/lib/web/vendors";
import { SettingsPage } from "../_components/settings-page";
import { BrowserCard } from "./_components/browser-card";
import { PreferencesForm } from "./_components/preferences-form";
import { isPushedToAction, savePreferencesAction, subscribePushAction, unsubscribePushAction } from "./actions";

export const metadata: Metadata = { title: "Notification settings" };

export default async function NotificationSettingsPage() {
  // All roles have it; who has to set up a second factor first is told nothing.
  const context = await requireContext("calls.read");
  const preferences = await getPreferences(context);
  const isStandIn = vendorStates().some(({ vendor, isSandbox }) => vendor === "Web Push" && isSandbox);
  return (
    <SettingsPage
      title="Notifications"
      hint="What you are told, by which ways, and when. These settings are yours alone."
    >
      <BrowserCard
        publicKey={pushPublicKey()}
        isStandIn={isStandIn}
        actions={{ isPushedTo: isPushedToAction, subscribe: subscribePushAction, unsubscribe: unsubscribePushAction }}
      />
      <PreferencesForm preferences={preferences} zones={timeZoneGroups()} save={savePreferencesAction} />
    </SettingsPage>
  );
}
