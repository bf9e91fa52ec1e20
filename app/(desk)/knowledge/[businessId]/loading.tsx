import { Skeleton } from "@/components/ui/skeleton";

/** A part of a business's knowledge, below what stands above each of them. */
export default function PartLoading() {
  return (
    <div role="status" aria-label="Loading" className="mx-auto w-full max-w-4xl space-y-4 px-4 py-5 md:px-6">
      <Skeleton className="h-8 w-64" />
      <div className="divide-y divide-line rounded-lg border border-line bg-surface">
        {["w-1/2", "w-2/3", "w-2/5", "w-3/5"].map((width) => (
          <div key={width} className="space-y-2 p-3.5">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3 w-48" />
          </div>
        ))}
      </div>
    </div>
  );
}
