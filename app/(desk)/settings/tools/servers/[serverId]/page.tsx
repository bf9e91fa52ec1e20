import { PlugZap } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Ago } from "@/components/ui/ago";
import { StatePanel } from "@/components/ui/state-panel";
import { modelSchemaOfMcp } from "@/lib/domain/mcp-servers/call-input";
import { propertiesOf } from "@/lib/domain/mcp-servers/offered-tool";
import { getMcpServer, listMcpToolRuns } from "@/lib/services/mcp-servers/list-servers";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../../../_components/settings-page";
import { CheckButton } from "../_components/check-button";
import type { Reader } from "../_components/read-back-fields";
import { ServerForm } from "../_components/server-form";
import { SignInCard } from "../_components/sign-in-card";
import { ServerTool } from "../_components/server-tool";

export const metadata: Metadata = { title: "MCP server" };

type ServerPageProps = Readonly<{
  params: Promise<{ serverId: string }>;
  searchParams: Promise<{ problem?: string }>;
}>;

export default async function ServerPage({ params, searchParams }: ServerPageProps) {
  const [{ serverId }, { problem: signInProblem }] = [await params, await searchParams];
  const context = await requireContext("tools.read");
  const { membership } = await requireMember();
  const server = await orNotFound(getMcpServer(context, serverId));
  if (!server) notFound();
  const mayWrite = context.permissions.has("tools.write");
  const { tools, problem, checkedAt, says } = server;
  // Then its card says so.
  const isWaiting = server.auth.kind === "oauth" && !server.signedIn;
  const used = tools.filter(({ lastRunAt }) => lastRunAt !== null);
  const runs = new Map(
    await Promise.all(
      used.map(async ({ id }) => [id, await listMcpToolRuns(context, server.id, id, { limit: 5 })] as const),
    ),
  );
  const readers = tools.flatMap(({ name, state, spec }): Reader[] =>
    state === "allowed" && spec?.effect === "reads"
      ? [{ name, title: spec.title, fields: Object.keys(propertiesOf(modelSchemaOfMcp(spec))) }]
      : [],
  );
  return (
    <SettingsPage
      title={server.name}
      hint={says ? <>It calls itself “{says}”.</> : "Not looked at yet."}
      action={mayWrite ? <CheckButton serverId={server.id} /> : null}
    >
      {problem && !isWaiting ? (
        <p role="alert" className="rounded-md border border-line bg-bad-soft px-3 py-2 text-13 text-bad">
          The last look at it came to nothing: {problem}. What was allowed stays allowed; agents tell callers the truth
          when it does not answer.
        </p>
      ) : null}
      {server.auth.kind === "oauth" ? (
        <SignInCard
          serverId={server.id}
          serverName={server.name}
          isSignedIn={server.signedIn}
          wasSignedIn={tools.length > 0}
          mayWrite={mayWrite}
          problem={signInProblem ?? null}
        />
      ) : null}
      <section aria-label="What it offers" className="space-y-3">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="text-16 font-semibold">What it offers</h3>
          {checkedAt ? (
            <span className="text-12 text-text-3">
              Looked at <Ago at={checkedAt} timeZone={membership.timeZone} />
            </span>
          ) : null}
        </div>
        {tools.length === 0 ? (
          <StatePanel icon={<PlugZap className="size-5" />} title="No tools known yet">
            Look what it offers, and allow what agents may use.
          </StatePanel>
        ) : (
          <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
            {tools.map((tool) => (
              <ServerTool
                key={`${tool.id} ${tool.fingerprint} ${tool.allowedAt}`}
                tool={tool}
                readers={readers}
                runs={runs.get(tool.id) ?? []}
                timeZone={membership.timeZone}
                may={{ write: mayWrite, run: context.permissions.has("tools.run") }}
              />
            ))}
          </ul>
        )}
      </section>
      <ServerForm key={server.updatedAt} server={server} mayWrite={mayWrite} />
    </SettingsPage>
  );
}
