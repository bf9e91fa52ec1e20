import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function ToolsLoading() {
  return (
    <SettingsPage title="Tools">
      <Skeleton className="h-44 w-full" />
    </SettingsPage>
  );
}
