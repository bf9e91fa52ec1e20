import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function MessagesLoading() {
  return (
    <>
      <TopBar title="Messages" />
      <div className="h-12 shrink-0 border-b border-line bg-surface" />
      <div role="status" aria-label="Loading messages" className="mx-auto w-full max-w-4xl px-4 py-5 md:px-6">
        <div className="divide-y divide-line rounded-xl border border-line bg-surface">
          {["w-3/4", "w-1/2", "w-2/3", "w-3/5"].map((width) => (
            <div key={width} className="space-y-2.5 p-4">
              <Skeleton className="h-4 w-48" />
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="h-3 w-32" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
