import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function SecurityLoading() {
  return (
    <SettingsPage title="Security" hint="How you sign in, and where you are signed in.">
      <div role="status" aria-label="Loading your security settings" className="space-y-4">
        {["h-32", "h-64", "h-36"].map((height) => (
          <div key={height} className={`space-y-3 rounded-xl border border-line bg-surface p-4 ${height}`}>
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-4 w-3/4" />
          </div>
        ))}
      </div>
    </SettingsPage>
  );
}
