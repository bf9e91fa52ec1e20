import { Skeleton } from "@/components/ui/skeleton";

export default function AppointmentsLoading() {
  return (
    <div role="status" aria-label="Loading appointments" className="space-y-3 p-4">
      <Skeleton className="h-9 w-full max-w-xl rounded-md" />
      <Skeleton className="h-[60vh] w-full rounded-lg" />
    </div>
  );
}
