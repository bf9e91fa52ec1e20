"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useDesk } from "@/components/desk/desk-provider";

const TABS = [
  { href: "/escalations", label: "Calls" },
  { href: "/escalations/questions", label: "Questions from agents" },
] as const;

/** Calls that need a person, and questions that can be answered without taking the call. */
export function EscalationTabs() {
  const pathname = usePathname();
  const { questions } = useDesk();
  return (
    <nav aria-label="Kinds" className="flex shrink-0 gap-1 border-b border-line bg-surface px-4 py-2.5">
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={clsx(
            "flex h-7 items-center rounded-md px-2.5 text-12 font-medium",
            pathname === href ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
          )}
        >
          {label}
          {href === "/escalations/questions" && questions.length > 0 ? (
            <span className="ml-1.5 text-12 font-semibold text-bad figures">{questions.length}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
