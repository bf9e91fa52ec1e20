import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function BillingLoading() {
  return (
    <>
      <TopBar title="Billing" />
      <div
        role="status"
        aria-label="Loading billing"
        className="mx-auto grid w-full max-w-5xl gap-4 px-4 py-5 md:px-6 lg:grid-cols-2"
      >
        {["h-52", "h-52", "h-80 lg:col-span-2", "h-40 lg:col-span-2"].map((size) => (
          <div key={size} className={`rounded-xl border border-line bg-surface p-4 ${size}`}>
            <Skeleton className="h-4 w-40" />
            <Skeleton className="mt-4 h-3 w-3/4" />
            <Skeleton className="mt-3 h-3 w-1/2" />
          </div>
        ))}
      </div>
    </>
  );
}
