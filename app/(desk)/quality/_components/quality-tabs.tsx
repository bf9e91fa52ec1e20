"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

const TABS = [
  { href: "/quality", label: "To review" },
  { href: "/quality/findings", label: "Findings" },
  { href: "/quality/rules", label: "Rules" },
  { href: "/quality/scorecard", label: "Scorecard" },
  { href: "/quality/trends", label: "Trends" },
] as const;

/** The parts of quality. */
export function QualityTabs() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Quality"
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-4 py-2.5"
    >
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={clsx(
            "flex h-7 shrink-0 items-center rounded-md px-2.5 text-12 font-medium",
            pathname === href ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
