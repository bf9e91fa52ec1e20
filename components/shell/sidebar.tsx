"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { AreaCount } from "./area-count";
import { AREAS, isInside, openTo } from "./areas";
import { Logo } from "./logo";
import { OwnDuty } from "./own-duty";
import { useShell } from "./shell-context";
import { UserMenu } from "./user-menu";

/** On narrow screens the bottom bar takes its place. */
export function Sidebar() {
  const pathname = usePathname();
  const { organizationName, permissions } = useShell();
  return (
    <aside className="hidden w-52 shrink-0 flex-col border-r border-line bg-surface md:flex">
      <div className="flex h-15 items-center gap-2.5 px-4">
        <Logo />
        <span className="truncate text-14 font-semibold" title={organizationName}>
          {organizationName}
        </span>
      </div>
      <nav aria-label="Areas" className="flex-1 px-2">
        <ul className="space-y-0.5">
          {openTo(permissions, AREAS).map(({ href, label, icon: Icon }) => {
            const here = isInside(pathname, href);
            return (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={here ? "page" : undefined}
                  className={clsx(
                    "flex h-8 items-center gap-2.5 rounded-md px-2 text-14 transition-colors duration-150",
                    here ? "bg-surface-2 font-medium text-text" : "text-text-2 hover:bg-surface-2 hover:text-text",
                  )}
                >
                  <Icon aria-hidden className="size-4" strokeWidth={1.8} />
                  {label}
                  <AreaCount href={href} className="ml-auto text-12 font-semibold text-bad figures" />
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="mx-2 border-t border-line py-2">
        <OwnDuty />
        <UserMenu wide />
      </div>
    </aside>
  );
}
