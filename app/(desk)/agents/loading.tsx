import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function AgentsLoading() {
  return (
    <>
      <TopBar title="Agents" />
      <div role="status" aria-label="Loading agents" className="min-h-0 flex-1 overflow-hidden bg-surface">
        <div className="h-9 border-b border-line" />
        {Array.from({ length: 4 }, (_, index) => (
          <div key={index} className="flex h-14 items-center gap-6 border-b border-line px-4">
            <div className="w-64 space-y-1.5">
              <Skeleton className="h-3.5 w-28" />
              <Skeleton className="h-3 w-56" />
            </div>
            <Skeleton className="h-5 w-20" />
            <Skeleton className="ml-auto h-3.5 w-24" />
          </div>
        ))}
      </div>
    </>
  );
}
