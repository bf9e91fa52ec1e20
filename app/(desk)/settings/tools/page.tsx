import { Wrench } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import type { ToolResource } from "@/lib/contracts/tools";
import type { McpServerResource } from "@/lib/contracts/mcp-servers";
import { listMcpServers } from "@/lib/services/mcp-servers/list-servers";
import { listTools } from "@/lib/services/tools/list-tools";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { OutcomeChip } from "./_components/outcome-chip";

export const metadata: Metadata = { title: "Tools" };

export default async function ToolsPage() {
  const context = await requireContext("tools.read");
  const { membership } = await requireMember();
  const [tools, servers] = await Promise.all([listTools(context), listMcpServers(context)]);
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
      <Servers servers={servers} mayWrite={mayWrite} />
    </SettingsPage>
  );
}

function Servers({ servers, mayWrite }: Readonly<{ servers: readonly McpServerResource[]; mayWrite: boolean }>) {
  return (
    <section aria-label="MCP servers" className="space-y-3 pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <h3 className="text-16 font-semibold">MCP servers</h3>
          <p className="text-13 text-text-2">
            Tools that somebody else’s server offers over the Model Context Protocol. Each is used only after you
            allowed it.
          </p>
        </div>
        {mayWrite ? <ButtonLink href="/settings/tools/servers/new">Add a server</ButtonLink> : null}
      </div>
      {servers.length === 0 ? null : (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {servers.map((server) => (
            <ServerRow key={server.id} server={server} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ServerRow({
  server: { id, name, address, enabled, problem, tools },
}: Readonly<{ server: McpServerResource }>) {
  const allowed = tools.filter(({ state }) => state === "allowed").length;
  const changed = tools.filter(({ state }) => state === "changed").length;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <Link href={`/settings/tools/servers/${id}`} className="text-14 font-medium hover:underline">
          {name}
        </Link>
        <p className="truncate font-mono text-12 text-text-3">{address}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2 text-12 text-text-3">
        {enabled ? null : <Chip>Switched off</Chip>}
        {problem ? <Chip tone="bad">Does not answer as it should</Chip> : null}
        {changed > 0 ? <Chip tone="bad">{changed === 1 ? "1 tool changed" : `${changed} tools changed`}</Chip> : null}
        <span>{`${allowed} of ${tools.length} allowed`}</span>
      </div>
    </li>
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
