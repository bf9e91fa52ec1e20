import { Skeleton } from "@/components/ui/skeleton";

export default function AuditLoading() {
  return (
    <div role="status" aria-label="Loading the audit log" className="mx-auto max-w-4xl px-4 py-6 md:px-8">
      <Skeleton className="mb-2 h-6 w-32" />
      <Skeleton className="mb-6 h-4 w-80 max-w-full" />
      <Skeleton className="mb-4 h-24 w-full" />
      <div className="divide-y divide-line rounded-xl border border-line bg-surface">
        {["w-64", "w-52", "w-72", "w-56", "w-60"].map((width) => (
          <div key={width} className="flex items-center justify-between px-4 py-3">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-4 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
