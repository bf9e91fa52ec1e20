import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function IntegrationsLoading() {
  return (
    <SettingsPage title="Integrations">
      <Skeleton className="h-96 w-full" />
    </SettingsPage>
  );
}
