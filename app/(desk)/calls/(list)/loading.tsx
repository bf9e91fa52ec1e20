import { CallTableSkeleton } from "@/components/call/call-table-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function CallsLoading() {
  return (
    <>
      <TopBar title="Calls" />
      <div role="status" aria-label="Loading calls" className="min-h-0 flex-1 overflow-hidden bg-surface">
        <div className="flex flex-wrap gap-2 border-b border-line px-4 py-2.5">
          <Skeleton className="h-8 w-full sm:w-44" />
          <Skeleton className="h-8 w-32" />
          <Skeleton className="h-8 w-32" />
          <Skeleton className="h-8 w-36" />
        </div>
        <CallTableSkeleton rows={20} />
      </div>
    </>
  );
}
