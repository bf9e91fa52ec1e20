"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The sides of a call: what was said, how it did, what was written about it, and every stored fact. */
export function CallTabs({ callId, events }: Readonly<{ callId: string; events: number }>) {
  const pathname = usePathname();
  const tabs = [
    { href: `/calls/${callId}`, label: "Conversation", count: null },
    { href: `/calls/${callId}/quality`, label: "Quality", count: null },
    { href: `/calls/${callId}/notes`, label: "Notes", count: null },
    { href: `/calls/${callId}/events`, label: "Events", count: events },
  ];
  return (
    <nav aria-label="Call" className="flex shrink-0 gap-4 border-b border-line bg-surface px-4 md:px-5">
      {tabs.map(({ href, label, count }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={clsx(
            "-mb-px flex h-9 items-center gap-1.5 border-b-2 text-13 -outline-offset-2",
            pathname === href ? "border-text font-medium text-text" : "border-transparent text-text-3 hover:text-text",
          )}
        >
          {label}
          {count === null ? null : <span className="text-12 text-text-3 figures">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
