"use client";

import { Search } from "lucide-react";
import { Bell } from "@/components/notifications/bell";
import { Kbd } from "@/components/ui/kbd";
import { OwnDuty } from "./own-duty";
import { SandboxBadge } from "./sandbox-badge";
import { useShell } from "./shell-context";
import { UserMenu } from "./user-menu";

export function TopBarTools() {
  const { openPalette } = useShell();
  return (
    <div className="flex shrink-0 items-center gap-2">
      <SandboxBadge />
      <button
        type="button"
        onClick={openPalette}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-7 items-center gap-2 rounded-md border border-line-strong px-2 text-13 text-text-3 transition-colors duration-150 hover:bg-surface-2 lg:w-52"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="sr-only lg:not-sr-only lg:flex-1 lg:text-left">Search or jump to</span>
        <span className="hidden lg:block">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      <Bell />
      <div className="flex items-center gap-2 md:hidden">
        <OwnDuty compact />
        <UserMenu />
      </div>
    </div>
  );
}
