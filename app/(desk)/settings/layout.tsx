import type { ReactNode } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { requireMember } from "@/lib/web/require-context";
import { SettingsNav } from "./_components/settings-nav";
import { sectionsFor } from "./_components/sections";

/** The frame of all settings: the heading and the sections that the role may see. Pages bring what stands beside them. */
export default async function SettingsLayout({ children }: Readonly<{ children: ReactNode }>) {
  const { context } = await requireMember();
  return (
    <>
      <TopBar title="Settings" />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <SettingsNav sections={sectionsFor([...context.permissions])} />
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto scroll-quiet">{children}</div>
      </div>
    </>
  );
}
