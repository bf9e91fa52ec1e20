import { Wrench } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import type { ToolResource } from "@/lib/contracts/tools";
import { listTools } from "@/lib/services/tools/list-tools";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { OutcomeChip } from "./_components/outcome-chip";

export const metadata: Metadata = { title: "Tools" };

export default async function ToolsPage() {
  const context = await requireContext("tools.read");
  const { membership } = await requireMember();
  const tools = await listTools(context);
  const mayWrite = context.permissions.has("tools.write");
  const make = mayWrite ? (
    <ButtonLink href="/settings/tools/new" look="primary">
      Make a tool
    </ButtonLink>
  ) : null;
  return (
    <SettingsPage
      title="Tools"
      hint="What agents can look up and do in your own systems while they talk: an order’s state, a ticket, a booking elsewhere. Each agent uses only those that you give it."
      action={tools.length > 0 ? make : null}
    >
      {tools.length === 0 ? (
        <StatePanel icon={<Wrench className="size-5" />} title="No tools yet" action={make}>
          A tool is one request to a system of yours, described in plain words. You try it here before any caller hears
          of it.
        </StatePanel>
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {tools.map((tool) => (
            <ToolRow key={tool.id} tool={tool} timeZone={membership.timeZone} />
          ))}
        </ul>
      )}
    </SettingsPage>
  );
}

function ToolRow({ tool, timeZone }: Readonly<{ tool: ToolResource; timeZone: string }>) {
  const { spec, agents, lastRunAt, lastOutcome, runsOfDay, failuresOfDay, enabled } = tool;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <Link href={`/settings/tools/${tool.id}`} className="text-14 font-medium hover:underline">
          {spec.title}
        </Link>
        <p className="truncate text-13 text-text-3">{spec.description}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2 text-12 text-text-3">
        {enabled ? null : <Chip>Switched off</Chip>}
        {spec.effect === "changes" ? <Chip tone="accent">Changes something</Chip> : <Chip>Only looks up</Chip>}
        <span>{agents === 1 ? "1 agent" : `${agents} agents`}</span>
        {lastRunAt && lastOutcome ? (
          <>
            <OutcomeChip outcome={lastOutcome} />
            <Ago at={lastRunAt} timeZone={timeZone} />
            <span>{`${runsOfDay} in 24 hours${failuresOfDay > 0 ? `, ${failuresOfDay} not done` : ""}`}</span>
          </>
        ) : (
          <span>Never used</span>
        )}
      </div>
    </li>
  );
}
