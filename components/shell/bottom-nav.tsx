"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { AreaCount } from "./area-count";
import { AREAS, isInside, openTo } from "./areas";
import { useShell } from "./shell-context";

export function BottomNav() {
  const pathname = usePathname();
  const { permissions } = useShell();
  return (
    <nav aria-label="Areas" className="border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      <ul className="grid auto-cols-fr grid-flow-col">
        {openTo(permissions, AREAS)
          .filter(({ rare }) => !rare)
          .map(({ href, label, icon: Icon }) => {
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
                    <AreaCount
                      href={href}
                      className="absolute -top-1.5 left-3.5 rounded-full bg-bad-soft px-1 text-12 leading-4 font-semibold text-bad figures"
                    />
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
