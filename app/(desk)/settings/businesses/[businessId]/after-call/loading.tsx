import { Skeleton } from "@/components/ui/skeleton";

export default function AfterCallLoading() {
  return (
    <div className="divide-y divide-line rounded-xl border border-line bg-surface">
      {[1, 2, 3].map((row) => (
        <div key={row} className="space-y-2 px-4 py-3.5">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-3.5 w-72 max-w-full" />
        </div>
      ))}
    </div>
  );
}
