"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { openTo, PLACES } from "./areas";
import { BottomNav } from "./bottom-nav";
import { type ShellInfo, ShellProvider } from "./shell-context";
import { Sidebar } from "./sidebar";
import { useShortcuts } from "./use-shortcuts";

// Both open on a key press at the earliest: no page pays for them at first load.
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});
const KeyList = dynamic(() => import("./key-list").then((module) => module.KeyList), { ssr: false });

type Open = "palette" | "keys" | null;

export function AppShell({ info, children }: Readonly<{ info: ShellInfo; children: ReactNode }>) {
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const openPalette = useCallback(() => setOpen("palette"), []);
  const openKeys = useCallback(() => setOpen("keys"), []);
  const shell = useMemo(() => ({ ...info, openPalette, openKeys }), [info, openPalette, openKeys]);
  const places = useMemo(() => openTo(info.permissions, PLACES), [info.permissions]);
  useShortcuts({ places, openPalette, openKeys, go: (href) => router.push(href) });

  return (
    <ShellProvider value={shell}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-13 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      {/* Parts of a page scroll, never the document: what sticks out of them is cut off here. */}
      <div className="relative flex h-dvh overflow-clip">
        <Sidebar />
        <div className="flex min-w-0 flex-1 flex-col">
          <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
            {children}
          </main>
          <BottomNav />
        </div>
      </div>
      {open === "palette" ? <CommandPalette onClose={() => setOpen(null)} onShowKeys={openKeys} /> : null}
      {open === "keys" ? <KeyList onClose={() => setOpen(null)} /> : null}
    </ShellProvider>
  );
}
