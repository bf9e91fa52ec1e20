import { Skeleton } from "@/components/ui/skeleton";

/** Rows the size of the ones that come. */
export function CallTableSkeleton({ rows = 12 }: Readonly<{ rows?: number }>) {
  return (
    <div aria-hidden>
      <div className="h-9 border-b border-line" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b border-line px-4">
          <Skeleton className="h-3.5 w-32" />
          <Skeleton className="hidden h-3.5 w-24 md:block" />
          <Skeleton className="h-5 w-20" />
          <Skeleton className="ml-auto h-3.5 w-24" />
        </div>
      ))}
    </div>
  );
}
