import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function EscalationsLoading() {
  return (
    <>
      <TopBar title="Escalations" />
      <div role="status" aria-label="Loading escalations" className="grid gap-4 p-4 md:grid-cols-2 xl:grid-cols-4">
        {["waiting", "in progress", "call back", "settled"].map((column) => (
          <div key={column} className="space-y-2">
            <Skeleton className="h-5 w-28" />
            <Skeleton className="h-28 w-full rounded-lg" />
            <Skeleton className="h-28 w-full rounded-lg" />
          </div>
        ))}
      </div>
    </>
  );
}
