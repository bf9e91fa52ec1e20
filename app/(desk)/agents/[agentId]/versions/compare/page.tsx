import { ChevronRight, Equal } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TopBar } from "@/components/shell/top-bar";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { sectionTitle, SECTIONS } from "@/lib/domain/agents/sections";
import { compareVersions, type ComparedSide } from "@/lib/services/agents/compare-versions";
import { ServiceError } from "@/lib/services/errors";
import { loadAgentPage } from "@/lib/web/load-agent";
import { requireMember } from "@/lib/web/require-context";
import { ChangeView } from "../../../_components/change-view";

export const metadata: Metadata = { title: "What changed" };

type ComparePageProps = Readonly<{
  params: Promise<{ agentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

const one = (value: string | string[] | undefined, otherwise: string) =>
  typeof value === "string" ? value : otherwise;

export default async function ComparePage({ params, searchParams }: ComparePageProps) {
  const { context, agent } = await loadAgentPage((await params).agentId);
  const { membership } = await requireMember();
  const { before: from, after: to } = await searchParams;
  const comparison = await compareVersions(
    context,
    agent.id,
    one(from, agent.published?.id ?? "draft"),
    one(to, "draft"),
  ).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const { before, after, changes } = comparison;
  const sections = SECTIONS.map(({ id }) => ({ id, changes: changes.filter(({ section }) => section === id) }));
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
        title="What changed"
        actions={<ButtonLink href={`/agents/${agent.id}/versions`}>Versions</ButtonLink>}
      />
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto max-w-3xl px-4 py-6 md:px-6">
          <div className="mb-6 grid gap-3 sm:grid-cols-2">
            <Side side={before} label="From" timeZone={membership.timeZone} />
            <Side side={after} label="To" timeZone={membership.timeZone} />
          </div>
          {changes.length === 0 ? (
            <StatePanel icon={<Equal className="size-5" />} title="Nothing differs">
              Both have the same settings, word for word.
            </StatePanel>
          ) : null}
          {sections
            .filter((section) => section.changes.length > 0)
            .map((section) => (
              <section key={section.id} aria-label={sectionTitle(section.id)} className="mb-6">
                <h2 className="mb-2 text-16 font-semibold">{sectionTitle(section.id)}</h2>
                <dl className="divide-y divide-line rounded-xl border border-line bg-surface">
                  {section.changes.map((change) => (
                    <div key={change.field} className="px-4 py-3">
                      <dt className="mb-1 text-12 text-text-3">{change.label}</dt>
                      <dd>
                        <ChangeView change={change} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
        </div>
      </div>
    </>
  );
}

function Side({ side, label, timeZone }: Readonly<{ side: ComparedSide; label: string; timeZone: string }>) {
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3">
      <p className="text-12 text-text-3">{label}</p>
      <p className="text-14 font-medium">{side ? `Version ${side.number}` : "The draft"}</p>
      <p className="text-13 text-text-2">
        {side?.publishedAt ? (
          <>
            {side.publishedBy ?? "Somebody"}, <Ago at={side.publishedAt} timeZone={timeZone} className="figures" />
          </>
        ) : (
          "As it is now, not published"
        )}
      </p>
      {side?.note ? <p className="mt-1 text-13 text-text-3">{side.note}</p> : null}
    </div>
  );
}
