import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function AgentLoading() {
  return (
    <>
      <TopBar title="Agents" />
      <div role="status" aria-label="Loading the agent" className="flex min-h-0 flex-1 overflow-hidden">
        <div className="mx-auto flex min-w-0 max-w-4xl flex-1 gap-8 px-4 py-6 md:px-6">
          <div className="hidden w-40 space-y-3 xl:block">
            {Array.from({ length: 9 }, (_, index) => (
              <Skeleton key={index} className="h-4 w-28" />
            ))}
          </div>
          <div className="flex-1 space-y-9">
            {["h-20", "h-28", "h-44", "h-36"].map((height) => (
              <div key={height} className="space-y-3">
                <Skeleton className="h-5 w-32" />
                <Skeleton className={`${height} w-full rounded-md`} />
              </div>
            ))}
          </div>
        </div>
        <div className="hidden w-90 border-l border-line bg-surface p-4 lg:block">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="mt-4 h-64 w-full rounded-md" />
        </div>
      </div>
    </>
  );
}
