import { Skeleton } from "@/components/ui/skeleton";

/** The phone's shape while it loads. */
export function PhoneSkeleton() {
  return (
    <div aria-hidden className="mx-auto grid max-w-4xl gap-6 px-4 py-6 md:grid-cols-[280px_minmax(0,1fr)] md:px-8">
      <div className="space-y-3">
        <Skeleton className="h-14 w-full" />
        <div className="grid grid-cols-3 gap-2">
          {Array.from({ length: 12 }, (_, at) => (
            <Skeleton key={at} className="h-12 w-full" />
          ))}
        </div>
        <Skeleton className="h-10 w-full" />
      </div>
      <div className="space-y-3">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-40 w-full" />
      </div>
    </div>
  );
}
