import { Skeleton } from "@/components/ui/skeleton";
import { SettingsPage } from "../_components/settings-page";

export default function BusinessesLoading() {
  return (
    <SettingsPage title="Businesses" hint="Each has its own hours, languages, agents, numbers and rules.">
      <div className="divide-y divide-line rounded-xl border border-line bg-surface">
        {[1, 2].map((row) => (
          <div key={row} className="space-y-2 px-4 py-3.5">
            <Skeleton className="h-4 w-48" />
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-72 max-w-full" />
          </div>
        ))}
      </div>
    </SettingsPage>
  );
}
