"use client";

import { clsx } from "clsx";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { ScrollRow } from "@/components/ui/scroll-row";

const TABS = [
  ["", "Profile"],
  ["/quality", "Quality"],
  ["/escalation", "When to get a person"],
  ["/after-call", "After the call"],
] as const;

/** `mayReadTools`: what is done after calls can be opened too. */
export function BusinessTabs({ businessId, mayReadTools }: Readonly<{ businessId: string; mayReadTools: boolean }>) {
  const pathname = usePathname();
  const base = `/settings/businesses/${businessId}`;
  return (
    <ScrollRow label="Parts of the business" at={pathname} className="gap-1 border-b border-line">
      {TABS.filter(([path]) => mayReadTools || path !== "/after-call").map(([path, label]) => {
        const here =
          path === "" ? pathname === base : pathname === `${base}${path}` || pathname.startsWith(`${base}${path}/`);
        return (
          <Link
            key={label}
            href={`${base}${path}`}
            aria-current={here ? "page" : undefined}
            className={clsx(
              "-mb-px border-b-2 px-2.5 py-2 text-13 whitespace-nowrap transition-colors",
              here ? "border-accent font-medium text-text" : "border-transparent text-text-2 hover:text-text",
            )}
          >
            {label}
          </Link>
        );
      })}
      <Link
        href={`/knowledge/${businessId}`}
        className="-mb-px ml-auto flex items-center gap-1.5 border-b-2 border-transparent px-2.5 py-2 text-13 whitespace-nowrap text-text-2 transition-colors hover:text-text"
      >
        Knowledge
        <ArrowUpRight aria-hidden className="size-3.5" />
      </Link>
    </ScrollRow>
  );
}
