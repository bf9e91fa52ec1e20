import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function ApiKeysLoading() {
  return (
    <SettingsPage title="API keys">
      <Skeleton className="h-48 w-full" />
    </SettingsPage>
  );
}
