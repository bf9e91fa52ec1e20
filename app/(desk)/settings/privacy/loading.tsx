import { Skeleton } from "@/components/ui/skeleton";

export default function PrivacyLoading() {
  return (
    <div role="status" aria-label="Loading privacy settings" className="mx-auto max-w-4xl px-4 py-6 md:px-8">
      <Skeleton className="mb-2 h-6 w-32" />
      <Skeleton className="mb-6 h-4 w-72" />
      <div className="space-y-4">
        {["h-32", "h-40", "h-36"].map((height) => (
          <Skeleton key={height} className={`w-full ${height}`} />
        ))}
      </div>
    </div>
  );
}
