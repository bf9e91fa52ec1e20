import { Skeleton } from "@/components/ui/skeleton";

export default function QualityLoading() {
  return (
    <div role="status" aria-label="Loading quality" className="mx-auto w-full max-w-6xl space-y-2 p-4">
      {["first", "second", "third", "fourth"].map((row) => (
        <Skeleton key={row} className="h-16 w-full rounded-lg" />
      ))}
    </div>
  );
}
