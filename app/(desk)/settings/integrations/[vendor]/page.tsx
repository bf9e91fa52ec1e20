import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Ago } from "@/components/ui/ago";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { IntegrationActionResource, IntegrationResource } from "@/lib/contracts/integrations";
import type { ToolRunResource } from "@/lib/contracts/tools";
import { getIntegration, listActionRuns } from "@/lib/services/integrations/list-integrations";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../../_components/settings-page";
import { OutcomeChip } from "../../tools/_components/outcome-chip";
import { RunRow } from "../../tools/_components/run-row";
import { ToolTest } from "../../tools/_components/tool-test";
import { SOURCE_WORDS } from "../../tools/_components/tool-words";
import { ActionRules } from "../_components/action-rules";
import { connectNews } from "../_components/connect-news";
import { ConnectPanel } from "../_components/connect-panel";
import { SettingsForm } from "../_components/settings-form";
import { testActionAction } from "../actions";

export const metadata: Metadata = { title: "Integration" };

type PageProps = Readonly<{ params: Promise<{ vendor: string }>; searchParams: Promise<{ problem?: string }> }>;

export default async function IntegrationPage({ params, searchParams }: PageProps) {
  const [{ vendor }, { problem }] = [await params, await searchParams];
  const context = await requireContext("tools.read");
  const { membership } = await requireMember();
  const integration = await orNotFound(getIntegration(context, vendor, webIntegrationDeps()));
  if (!integration) notFound();
  const isThere = integration.connectedAt !== null;
  const mayWrite = context.permissions.has("tools.write");
  const runs = await Promise.all(
    integration.actions.map(({ action }) => listActionRuns(context, vendor, action, { limit: 5 })),
  );
  return (
    <SettingsPage title={integration.title} hint={integration.description}>
      <ConnectPanel
        integration={integration}
        mayWrite={mayWrite}
        timeZone={membership.timeZone}
        problem={problem === undefined ? null : connectNews(problem)}
      />
      {isThere && mayWrite && integration.settings.length > 0 ? <SettingsForm integration={integration} /> : null}
      {integration.actions.map((action, at) => (
        <ActionCard
          key={action.action}
          integration={integration}
          action={action}
          runs={runs[at] ?? []}
          may={{ write: mayWrite, run: context.permissions.has("tools.run") }}
          timeZone={membership.timeZone}
        />
      ))}
    </SettingsPage>
  );
}

type ActionCardProps = Readonly<{
  integration: IntegrationResource;
  action: IntegrationActionResource;
  runs: readonly ToolRunResource[];
  may: { write: boolean; run: boolean };
  timeZone: string;
}>;

function ActionCard({ integration, action, runs, may, timeZone }: ActionCardProps) {
  const { vendor, state } = integration;
  const bound = action.parameters.filter(({ source }) => source !== "model");
  return (
    <Card
      id={action.action}
      title={action.title}
      action={action.effect === "changes" ? <Chip tone="accent">Changes something</Chip> : <Chip>Only looks up</Chip>}
    >
      <div className="space-y-4 px-4 pt-1 pb-4">
        <p className="text-13 text-pretty text-text-2">{action.description}</p>
        {action.warning ? <p className="text-13 text-pretty text-warn">{action.warning}</p> : null}
        {bound.length > 0 ? (
          <p className="text-13 text-pretty text-text-3">
            Put in by the server, whatever a caller says: {bound.map(({ source }) => SOURCE_WORDS[source]).join(", ")}.
          </p>
        ) : null}
        {action.toolId && state !== "not_connected" ? (
          <ActionRules key={action.version} vendor={vendor} action={action} mayWrite={may.write} />
        ) : null}
        {action.lastRunAt && action.lastOutcome ? (
          <p className="flex flex-wrap items-center gap-2 text-12 text-text-3">
            <OutcomeChip outcome={action.lastOutcome} />
            <Ago at={action.lastRunAt} timeZone={timeZone} />
            <span>{action.agents === 1 ? "1 agent" : `${action.agents} agents`}</span>
            <span>{`${action.runsOfDay} in 24 hours${action.failuresOfDay > 0 ? `, ${action.failuresOfDay} not done` : ""}`}</span>
          </p>
        ) : null}
        {state === "connected" && may.run ? (
          <details>
            <summary className="cursor-pointer text-13 font-medium">
              Try it{action.effect === "changes" ? ": it really does it" : ""}
            </summary>
            <div className="mt-2">
              <ToolTest
                isWithin
                parameters={action.parameters}
                effect={action.effect}
                test={testActionAction.bind(null, vendor, action.action)}
              />
            </div>
          </details>
        ) : null}
        {runs.length > 0 ? (
          <details>
            <summary className="cursor-pointer text-13 font-medium">The last runs</summary>
            <ul className="mt-2 divide-y divide-line rounded-md border border-line">
              {runs.map((run) => (
                <RunRow key={run.id} run={run} timeZone={timeZone} />
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Card>
  );
}
