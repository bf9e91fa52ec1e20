import { ChevronRight, History } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listVersions } from "@/lib/services/agents/list-versions";
import { fromCursor } from "@/lib/web/from-cursor";
import { loadAgentPage } from "@/lib/web/load-agent";
import { requireMember } from "@/lib/web/require-context";
import { VersionList } from "./_components/version-list";

export const metadata: Metadata = { title: "Versions" };

type VersionsPageProps = Readonly<{
  params: Promise<{ agentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

export default async function VersionsPage({ params, searchParams }: VersionsPageProps) {
  const { context, agent } = await loadAgentPage((await params).agentId);
  const { membership } = await requireMember();
  const { cursor } = await searchParams;
  const { versions, nextCursor } = await fromCursor(typeof cursor === "string" ? cursor : undefined, (from) =>
    listVersions(context, agent.id, { cursor: from }),
  );
  return (
    <>
      <TopBar
        back={
          <>
            <Link
              href={`/agents/${agent.id}`}
              className="hidden truncate rounded-sm text-14 text-text-3 hover:text-text sm:block"
            >
              {agent.name}
            </Link>
            <ChevronRight aria-hidden className="hidden size-3.5 shrink-0 text-text-3 sm:block" />
          </>
        }
        title="Versions"
        actions={<ButtonLink href={`/agents/${agent.id}`}>Edit the draft</ButtonLink>}
      />
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {versions.length === 0 ? (
          <StatePanel
            icon={<History className="size-5" />}
            title="Nothing is published yet"
            action={<ButtonLink href={`/agents/${agent.id}`}>Edit the draft</ButtonLink>}
          >
            Each time you publish, a version is kept as it was, for ever: who published it, what was new, and how many
            calls it answered. You can go back to any of them.
          </StatePanel>
        ) : (
          <div className="mx-auto max-w-4xl px-4 py-6 md:px-6">
            <VersionList
              agentId={agent.id}
              versions={versions}
              publishedNumber={agent.published?.number ?? null}
              timeZone={membership.timeZone}
              mayRollBack={context.permissions.has("agents.publish") && !agent.archivedAt}
            />
            {nextCursor ? (
              <nav aria-label="Pages" className="flex justify-end py-3">
                <ButtonLink href={`/agents/${agent.id}/versions?cursor=${encodeURIComponent(nextCursor)}`}>
                  Older versions
                </ButtonLink>
              </nav>
            ) : null}
          </div>
        )}
      </div>
    </>
  );
}
