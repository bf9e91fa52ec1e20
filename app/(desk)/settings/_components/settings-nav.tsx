"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { isInside } from "@/components/shell/areas";
import { ScrollRow } from "@/components/ui/scroll-row";
import type { Section } from "./sections";

/** A column beside the page; on small screens a row above it that scrolls sideways. */
export function SettingsNav({ sections }: Readonly<{ sections: readonly Section[] }>) {
  const pathname = usePathname();
  return (
    <ScrollRow
      label="Settings"
      at={pathname}
      className="shrink-0 gap-1 border-b border-line bg-surface px-3 py-2 md:w-48 md:flex-col md:gap-0.5 md:overflow-visible md:border-r md:border-b-0 md:px-2.5 md:py-4"
    >
      {sections.map(({ href, label }) => {
        const isHere = isInside(pathname, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={clsx(
              "flex h-8 shrink-0 items-center rounded-md px-2.5 text-13 whitespace-nowrap transition-colors duration-150",
              isHere ? "bg-surface-2 font-medium text-text" : "text-text-2 hover:bg-surface-2 hover:text-text",
            )}
          >
            {label}
          </Link>
        );
      })}
    </ScrollRow>
  );
}
