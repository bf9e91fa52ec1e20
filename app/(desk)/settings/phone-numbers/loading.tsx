import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function PhoneNumbersLoading() {
  return (
    <SettingsPage title="Phone numbers">
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-28 w-full" />
    </SettingsPage>
  );
}
