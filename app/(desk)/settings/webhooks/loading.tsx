import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function WebhooksLoading() {
  return (
    <SettingsPage title="Webhooks">
      <Skeleton className="h-44 w-full" />
    </SettingsPage>
  );
}
