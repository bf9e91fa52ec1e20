import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { requireContext } from "@/lib/web/require-context";

export const metadata: Metadata = { title: "Knowledge" };

/** Each business has knowledge of its own: the way to the first one's. */
export default async function KnowledgePage() {
  const context = await requireContext("businesses.read");
  const { businesses } = await listBusinesses(context, { limit: 1 });
  const first = businesses[0];
  if (first) redirect(`/knowledge/${first.id}`);
  const mayWrite = context.permissions.has("businesses.write");
  return (
    <>
      <TopBar title="Knowledge" />
      <StatePanel
        icon={<BookOpen className="size-5" />}
        title="No business yet"
        action={
          mayWrite ? (
            <ButtonLink look="primary" href="/setup">
              Set up a business
            </ButtonLink>
          ) : undefined
        }
      >
        What agents may answer from belongs to a business: its website, price lists, policies.
        {mayWrite ? null : " An owner, admin or manager can set one up."}
      </StatePanel>
    </>
  );
}
