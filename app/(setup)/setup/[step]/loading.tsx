import { Skeleton } from "@/components/ui/skeleton";

export default function StepLoading() {
  return (
    <div aria-hidden className="space-y-4">
      <Skeleton className="h-9 w-72" />
      <Skeleton className="h-5 w-full max-w-lg" />
      <Skeleton className="mt-8 h-40 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
