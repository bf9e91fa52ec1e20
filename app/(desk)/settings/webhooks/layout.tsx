import type { ReactNode } from "react";
import { requireContext } from "@/lib/web/require-context";

/** Asks before anything is sent, so that the refusal still has its status. */
export default async function WebhooksLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requireContext("webhooks.read");
  return children;
}
