import { forbidden } from "next/navigation";
import type { ReactNode } from "react";
import { findOwnProfile } from "@/lib/services/human-agents/get-human-agent";
import { requireContext } from "@/lib/web/require-context";

type PersonLayoutProps = Readonly<{ params: Promise<{ personId: string }>; children: ReactNode }>;

/** Asks before anything is sent, so that the refusal still has its status: who may not look at all the people looks at themselves. */
export default async function PersonLayout({ params, children }: PersonLayoutProps) {
  const context = await requireContext("escalations.handle");
  if (context.permissions.has("people.read")) return children;
  const own = await findOwnProfile(context);
  if (own?.id !== (await params).personId) forbidden();
  return children;
}
