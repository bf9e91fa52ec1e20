"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { ScrollRow } from "./scroll-row";

type TabLinksProps = Readonly<{
  label: string;
  /** `count`: how many wait there; 0 shows nothing. */
  tabs: readonly { href: string; label: string; count?: number }[];
}>;

/** The parts of an area, each with an address of its own. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const pathname = usePathname();
  return (
    <ScrollRow label={label} at={pathname} className="shrink-0 gap-1 border-b border-line bg-surface px-4 py-2.5">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={pathname === tab.href ? "page" : undefined}
          className={clsx(
            "flex h-7 shrink-0 items-center rounded-md px-2.5 text-12 font-medium",
            pathname === tab.href ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
          )}
        >
          {tab.label}
          {tab.count ? <span className="ml-1.5 text-12 font-semibold text-bad figures">{tab.count}</span> : null}
        </Link>
      ))}
    </ScrollRow>
  );
}
