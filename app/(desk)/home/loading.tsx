import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

/** The same grid, empty: nothing moves when the figures come. */
export default function HomeLoading() {
  return (
    <>
      <TopBar title="Home" />
      <div role="status" aria-label="Loading" className="min-h-0 flex-1 overflow-hidden">
        <div className="mx-auto grid max-w-[1280px] gap-4 px-4 py-5 md:px-6 xl:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
          <Skeleton className="h-7 w-3/5 xl:col-span-2" />
          <div className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-3 xl:col-span-2 xl:grid-cols-6">
            {["a", "b", "c", "d", "e", "f"].map((key) => (
              <div key={key} className="space-y-2.5 bg-surface px-4 py-3.5">
                <Skeleton className="h-3 w-20" />
                <Skeleton className="h-6 w-16" />
              </div>
            ))}
          </div>
          {["h-[284px]", "h-[284px]", "h-[380px]", "h-[380px]"].map((height, at) => (
            <div key={at} className={`rounded-xl border border-line bg-surface p-4 ${height}`}>
              <Skeleton className="mb-4 h-4 w-32" />
              <Skeleton className="h-[calc(100%-32px)] w-full" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
