"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Select } from "@/components/ui/input";

type EventTypeFilterProps = Readonly<{ types: readonly string[]; total: number }>;

export function EventTypeFilter({ types, total }: EventTypeFilterProps) {
  const router = useRouter();
  const pathname = usePathname();
  const current = useSearchParams().get("type") ?? "";
  return (
    <div className="flex shrink-0 items-center gap-3 border-b border-line bg-surface px-4 py-2.5 md:px-5">
      <Select
        aria-label="Kind of event"
        className="w-56"
        value={current}
        onChange={({ target }) =>
          router.replace(target.value ? `${pathname}?type=${encodeURIComponent(target.value)}` : pathname)
        }
      >
        <option value="">Every kind</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </Select>
      <span className="text-12 text-text-3">
        <span className="figures">{total}</span> in all, oldest first
      </span>
    </div>
  );
}
