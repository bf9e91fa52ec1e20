"use client";

import { useRouter } from "next/navigation";
import { useCallChanges } from "./live-provider";

/** Has the server write the page anew when a call started or ended. Renders nothing. */
export function RefreshOnCallChanges() {
  const router = useRouter();
  useCallChanges(() => router.refresh());
  return null;
}
