import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import { isWrong } from "@/lib/domain/proof/judge-outcome";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { searchOutcomes } from "@/lib/services/proof/search-outcomes";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext } from "@/lib/web/require-context";
import { OutcomeRow } from "../_components/outcome-row";

export const metadata: Metadata = { title: "Quality: said and done" };

type OutcomesPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;
const WRONG = OutcomeVerdict.options.filter(isWrong);
const ID = /^[0-9a-f-]{36}$/;

export default async function OutcomesPage({ searchParams }: OutcomesPageProps) {
  const context = await requireContext("calls.read");
  const params = await searchParams;
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  const isAll = text("state") === "all";
  const [agent, tool, cursor] = [text("agent"), text("tool"), text("cursor")];
  const agentId = agent && ID.test(agent) ? agent : undefined;
  const query = { ...(isAll ? {} : { verdict: WRONG }), agentId, tool: tool?.slice(0, 80) };
  const { outcomes, nextCursor } = await fromCursor(cursor, (from) =>
    searchOutcomes(context, { ...query, cursor: from }),
  );
  const href = (change: Record<string, string | undefined>) => {
    const kept = { state: isAll ? "all" : undefined, agent: agentId, tool, ...change };
    const given = Object.entries(kept).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/quality/outcomes?${new URLSearchParams(given).toString()}`;
  };
  const { businesses } = await listBusinesses(context, { limit: 100 });
  const zones = new Map(businesses.map(({ id, timeZone }) => [id, timeZone]));
  const isAnyChecked =
    outcomes.length > 0 || (await searchOutcomes(context, { agentId, tool: query.tool, limit: 1 })).outcomes.length > 0;
  const choices = (
    <>
      {isAnyChecked ? (
        <ButtonLink size="sm" href={href({ state: isAll ? undefined : "all" })}>
          {isAll ? "Show only what was not done as said" : "Show what was done as said, too"}
        </ButtonLink>
      ) : null}
      {agentId ? (
        <ButtonLink size="sm" href={href({ agent: undefined })}>
          Of every agent
        </ButtonLink>
      ) : null}
      {tool ? (
        <ButtonLink size="sm" href={href({ tool: undefined })}>
          Of every tool
        </ButtonLink>
      ) : null}
    </>
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-5xl p-4">
        {outcomes.length > 0 ? <div className="mb-3 flex flex-wrap items-center gap-2">{choices}</div> : null}
        {outcomes.length === 0 ? (
          <StatePanel
            icon={<ShieldCheck className="size-5" />}
            title={isAnyChecked ? "Everything was done as it was said" : "Nothing was checked yet"}
            action={choices}
          >
            {isAnyChecked
              ? "What agents did was read back from where it is kept, and nothing of it is other than they said."
              : "When an agent does something in a call, such as booking a time, it is read back from where it is kept, and what was said of it stands here beside what was done."}
          </StatePanel>
        ) : (
          <ul aria-label="Said and done" className="divide-y divide-line rounded-xl border border-line bg-surface">
            {outcomes.map((outcome) => (
              <OutcomeRow
                key={outcome.id}
                outcome={outcome}
                timeZone={zones.get(outcome.businessId) ?? "UTC"}
                agentHref={href({ agent: outcome.agentId })}
                toolHref={href({ tool: outcome.tool })}
              />
            ))}
          </ul>
        )}
        {nextCursor ? (
          <div className="mt-3">
            <ButtonLink size="sm" href={href({ cursor: nextCursor })}>
              Older
            </ButtonLink>
          </div>
        ) : null}
      </div>
    </div>
  );
}
