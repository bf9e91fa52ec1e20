import type { ReactNode } from "react";
import { loadSetup } from "@/lib/web/load-setup";
import { SetupFrame } from "./_components/setup-frame";

/** Asks before anything is sent, so that the refusal still has its status. */
export default async function SetupLayout({ children }: Readonly<{ children: ReactNode }>) {
  return <SetupFrame state={await loadSetup()}>{children}</SetupFrame>;
}
