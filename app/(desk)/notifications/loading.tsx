import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function NotificationsLoading() {
  return (
    <>
      <TopBar title="Notifications" />
      <div role="status" aria-label="Loading notifications" className="min-h-0 flex-1 overflow-hidden">
        <div className="flex flex-wrap gap-2 border-b border-line bg-surface px-4 py-2.5">
          <Skeleton className="h-8 w-36" />
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-8 w-72" />
        </div>
        <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
          <div className="divide-y divide-line rounded-xl border border-line bg-surface">
            {["w-72", "w-60", "w-80", "w-64", "w-52"].map((width) => (
              <div key={width} className="flex gap-3 px-4 py-3.5">
                <Skeleton className="size-4" />
                <div className="space-y-2">
                  <Skeleton className={`h-4 ${width} max-w-full`} />
                  <Skeleton className="h-3 w-28" />
                </div>
              </div>
            ))}
          </div>
        </div>
      </div>
    </>
  );
}
