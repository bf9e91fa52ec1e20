import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function ConnectionsLoading() {
  return (
    <SettingsPage title="Connections">
      {["twilio", "deepgram", "bedrock", "stripe"].map((vendor) => (
        <Skeleton key={vendor} className="h-40 w-full" />
      ))}
    </SettingsPage>
  );
}
