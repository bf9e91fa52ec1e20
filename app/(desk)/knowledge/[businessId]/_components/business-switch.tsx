"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { Select } from "@/components/ui/input";

type BusinessSwitchProps = Readonly<{ businessId: string; businesses: readonly { id: string; name: string }[] }>;

/** Whose knowledge this is; another business's same part is one choice away. */
export function BusinessSwitch({ businessId, businesses }: BusinessSwitchProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [isPending, start] = useTransition();
  if (businesses.length < 2)
    return <span className="truncate">{businesses.find(({ id }) => id === businessId)?.name}</span>;
  // What belongs to this business alone is not the other's.
  const part = pathname.split("/")[3] ?? "";
  const to = (id: string) => `/knowledge/${id}${part === "" || part === "sources" ? "" : `/${part}`}`;
  return (
    <Select
      aria-label="Business"
      aria-busy={isPending}
      value={businessId}
      onChange={({ target }) => start(() => router.push(to(target.value)))}
      className="w-36 sm:w-56"
    >
      {businesses.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
