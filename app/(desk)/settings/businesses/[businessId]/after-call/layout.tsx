import type { ReactNode } from "react";
import { requireContext } from "@/lib/web/require-context";

/** Asks before anything is sent, so that the refusal still has its status. */
export default async function AfterCallLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requireContext("tools.read");
  return children;
}
