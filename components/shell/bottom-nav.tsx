"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLive } from "@/components/live/live-provider";
import { AREAS, isInside } from "./areas";

export function BottomNav() {
  const pathname = usePathname();
  const { calls } = useLive();
  return (
    <nav aria-label="Areas" className="border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      <ul className="grid grid-cols-4">
        {AREAS.filter(({ rare }) => !rare).map(({ href, label, icon: Icon }) => {
          const here = isInside(pathname, href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={clsx(
                  "flex h-14 flex-col items-center justify-center gap-1 text-12 -outline-offset-2",
                  here ? "font-medium text-text" : "text-text-3",
                )}
              >
                <span className="relative">
                  <Icon aria-hidden className="size-5" strokeWidth={here ? 2.1 : 1.7} />
                  {href === "/live" && calls.length > 0 ? (
                    <span className="absolute -top-1.5 left-3.5 rounded-full bg-bad-soft px-1 text-12 leading-4 font-semibold text-bad figures">
                      {calls.length}
                      <span className="sr-only"> in progress</span>
                    </span>
                  ) : null}
                </span>
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
