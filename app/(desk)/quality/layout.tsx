import type { ReactNode } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { requireContext } from "@/lib/web/require-context";
import { QualityTabs } from "./_components/quality-tabs";

/** Asks before anything is sent, so that the refusal still has its status. */
export default async function QualityLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requireContext("quality.read");
  return (
    <>
      <TopBar title="Quality" />
      <QualityTabs />
      {children}
    </>
  );
}
