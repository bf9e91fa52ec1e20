import { Building2, ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { requireContext } from "@/lib/web/require-context";
import { NewAgent } from "./_components/new-agent";

export const metadata: Metadata = { title: "New agent" };

export default async function NewAgentPage() {
  const context = await requireContext("agents.write");
  const { businesses } = await listBusinesses(context, { limit: 100 });
  return (
    <>
      <TopBar
        back={
          <>
            <Link href="/agents" className="hidden rounded-sm text-14 text-text-3 hover:text-text sm:block">
              Agents
            </Link>
            <ChevronRight aria-hidden className="hidden size-3.5 shrink-0 text-text-3 sm:block" />
          </>
        }
        title="New agent"
      />
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {businesses.length === 0 ? (
          <StatePanel
            icon={<Building2 className="size-5" />}
            title="First the business"
            action={
              <ButtonLink look="primary" href="/setup">
                Set up the business
              </ButtonLink>
            }
          >
            An agent speaks for a business: its name, its hours, its manner. Set that up, and an agent comes with it.
          </StatePanel>
        ) : (
          <NewAgent businesses={businesses.map(({ id, name, type }) => ({ id, name, type }))} />
        )}
      </div>
    </>
  );
}
