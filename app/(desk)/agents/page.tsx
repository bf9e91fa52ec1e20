import { Archive, Bot, Plus } from "lucide-react";
import type { Metadata } from "next";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listAgents } from "@/lib/services/agents/list-agents";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { AgentTable } from "./_components/agent-table";

export const metadata: Metadata = { title: "Agents" };

type AgentsPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function AgentsPage({ searchParams }: AgentsPageProps) {
  const context = await requireContext("agents.read");
  const { membership } = await requireMember();
  const { show, cursor } = await searchParams;
  const showsArchived = show === "archived";
  const state = showsArchived ? ("archived" as const) : ("active" as const);
  const { agents, nextCursor } = await fromCursor(typeof cursor === "string" ? cursor : undefined, (from) =>
    listAgents(context, { state, cursor: from }),
  );
  const mayWrite = context.permissions.has("agents.write");
  return (
    <>
      <TopBar
        title={showsArchived ? "Archived agents" : "Agents"}
        actions={
          <>
            <ButtonLink
              look="ghost"
              href={showsArchived ? "/agents" : "/agents?show=archived"}
              className="max-sm:hidden"
            >
              {showsArchived ? "Agents at work" : "Archived"}
            </ButtonLink>
            {mayWrite ? (
              <ButtonLink look="primary" href="/agents/new">
                <Plus aria-hidden className="size-4" />
                New agent
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface scroll-quiet">
        {agents.length > 0 ? (
          <AgentTable agents={agents} timeZone={membership.timeZone} />
        ) : showsArchived ? (
          <StatePanel
            icon={<Archive className="size-5" />}
            title="Nothing is archived"
            action={<ButtonLink href="/agents">Agents at work</ButtonLink>}
          >
            An agent you no longer need can be archived from its page. It keeps its versions and can be restored.
          </StatePanel>
        ) : (
          <NoAgents mayWrite={mayWrite} />
        )}
        {nextCursor ? (
          <nav aria-label="Pages" className="flex justify-end px-4 py-3">
            <ButtonLink
              href={`/agents?${showsArchived ? "show=archived&" : ""}cursor=${encodeURIComponent(nextCursor)}`}
            >
              More agents
            </ButtonLink>
          </nav>
        ) : null}
        {/* The bar has no room for it on a telephone. */}
        <p className="px-4 py-4 text-13 sm:hidden">
          <a
            href={showsArchived ? "/agents" : "/agents?show=archived"}
            className="text-accent underline underline-offset-2"
          >
            {showsArchived ? "Agents at work" : "Archived agents"}
          </a>
        </p>
      </div>
    </>
  );
}

function NoAgents({ mayWrite }: Readonly<{ mayWrite: boolean }>) {
  return (
    <StatePanel
      icon={<Bot className="size-5" />}
      title="No agents yet"
      className="max-w-lg"
      action={
        mayWrite ? (
          <ButtonLink look="primary" href="/agents/new">
            Make your first agent
          </ButtonLink>
        ) : undefined
      }
    >
      An agent answers a phone number in your business’s name. You write who it is and what it must and must never do,
      in plain words, try it in the browser, and publish it. Every change is kept as a version that you can go back to.
      {mayWrite ? null : " An owner, admin or manager can make one."}
    </StatePanel>
  );
}
