import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card } from "@/components/ui/card";
import { modelDescriptionOf, modelSchemaOf } from "@/lib/domain/tools/http-tool/model-input";
import { getTool, listToolRuns, listToolVersions } from "@/lib/services/tools/list-tools";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { testToolAction } from "../actions";
import { SettingsPage } from "../../_components/settings-page";
import { RunRow } from "../_components/run-row";
import { ToolEditor } from "../_components/tool-editor";
import { ToolTest } from "../_components/tool-test";
import { ToolVersions } from "../_components/tool-versions";

export const metadata: Metadata = { title: "Tool" };

export default async function ToolPage({ params }: Readonly<{ params: Promise<{ toolId: string }> }>) {
  const { toolId } = await params;
  const context = await requireContext("tools.read");
  const { membership } = await requireMember();
  const tool = await orNotFound(getTool(context, toolId));
  if (!tool) notFound();
  const [runs, versions] = await Promise.all([
    listToolRuns(context, toolId, { limit: 20 }),
    listToolVersions(context, toolId),
  ]);
  const { timeZone } = membership;
  return (
    <SettingsPage title={tool.spec.title} hint={tool.spec.description}>
      {context.permissions.has("tools.run") ? (
        <ToolTest {...tool.spec} test={testToolAction.bind(null, toolId)} />
      ) : null}
      <ToolEditor key={tool.version} tool={tool} mayWrite={context.permissions.has("tools.write")} />
      <Card title="What the agent is told of it" hint="Of what is saved">
        <pre
          tabIndex={0}
          className="mx-4 mb-4 max-h-72 overflow-auto rounded-md bg-surface-2 p-3 font-mono text-12 whitespace-pre-wrap scroll-quiet"
        >
          {`${tool.spec.name}: ${modelDescriptionOf(tool.spec)}\n\n${JSON.stringify(modelSchemaOf(tool.spec), null, 2)}`}
        </pre>
      </Card>
      <Card title="Runs" hint="The last 20">
        {runs.length === 0 ? (
          <p className="px-4 pb-4 text-13 text-text-3">It was never used.</p>
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {runs.map((run) => (
              <RunRow key={run.id} run={run} timeZone={timeZone} />
            ))}
          </ul>
        )}
      </Card>
      <ToolVersions versions={versions} timeZone={timeZone} />
    </SettingsPage>
  );
}
