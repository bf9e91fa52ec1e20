import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function WidgetsLoading() {
  return (
    <SettingsPage title="Web site widget">
      <Skeleton className="h-44 w-full" />
    </SettingsPage>
  );
}
