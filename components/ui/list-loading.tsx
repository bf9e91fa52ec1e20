import { Skeleton } from "./skeleton";

/** A settings page with a list, before its data is there. `label` says what is loading. */
export function ListLoading({ label }: Readonly<{ label: string }>) {
  return (
    <div role="status" aria-label={label} className="mx-auto max-w-4xl px-4 py-6 md:px-8">
      <Skeleton className="mb-2 h-6 w-32" />
      <Skeleton className="mb-6 h-4 w-72" />
      <div className="divide-y divide-line rounded-xl border border-line bg-surface">
        {["w-40", "w-52", "w-36", "w-48"].map((width) => (
          <div key={width} className="flex items-center justify-between p-4">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-5 w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
