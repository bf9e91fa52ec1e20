import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { TopBar } from "@/components/shell/top-bar";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { LiveCallList } from "./_components/live-call-list";
import { LiveMeta } from "./_components/live-meta";
import { WallNews } from "./_components/wall-news";
import { WallProvider } from "./_components/wall-provider";

export const metadata: Metadata = { title: "Live" };

export default async function LiveLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requireContext("calls.read");
  const { membership } = await requireMember();
  return (
    <WallProvider nowMs={new Date().getTime()}>
      <TopBar title="Live" meta={<LiveMeta />} />
      <WallNews />
      <ConnectionStrip timeZone={membership.timeZone} />
      <div className="flex min-h-0 flex-1">
        <LiveCallList />
        {children}
      </div>
    </WallProvider>
  );
}
