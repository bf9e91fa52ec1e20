"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { ScrollRow } from "@/components/ui/scroll-row";

const TABS = [
  ["", "Sources"],
  ["/documents", "Documents"],
  ["/questions", "Questions & answers"],
  ["/facts", "Facts"],
  ["/ask", "Ask"],
  ["/unanswered", "Unanswered"],
] as const;

/** The parts of a business's knowledge. `unanswered`: how many questions of callers wait for an answer. */
export function KnowledgeTabs({ businessId, unanswered }: Readonly<{ businessId: string; unanswered: number }>) {
  const pathname = usePathname();
  const base = `/knowledge/${businessId}`;
  return (
    <ScrollRow label="Knowledge" at={pathname} className="shrink-0 gap-4 border-b border-line bg-surface px-4 md:px-5">
      {TABS.map(([path, label]) => {
        const isHere =
          path === ""
            ? pathname === base || pathname.startsWith(`${base}/sources/`)
            : pathname === `${base}${path}` || pathname.startsWith(`${base}${path}/`);
        return (
          <Link
            key={label}
            href={`${base}${path}`}
            aria-current={isHere ? "page" : undefined}
            className={clsx(
              "-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 text-13 whitespace-nowrap -outline-offset-2",
              isHere ? "border-text font-medium text-text" : "border-transparent text-text-3 hover:text-text",
            )}
          >
            {label}
            {path === "/unanswered" && unanswered > 0 ? (
              <span className="rounded-full bg-warn-soft px-1.5 text-12 leading-4 font-medium text-warn figures">
                {unanswered > 99 ? "99+" : unanswered}
              </span>
            ) : null}
          </Link>
        );
      })}
    </ScrollRow>
  );
}
