import type { Metadata } from "next";
import Link from "next/link";
import { Failure } from "@/components/ui/failure";
import type { IntegrationResource } from "@/lib/contracts/integrations";
import { listIntegrations } from "@/lib/services/integrations/list-integrations";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { connectNews } from "./_components/connect-news";
import { StateChip } from "./_components/state-chip";

export const metadata: Metadata = { title: "Integrations" };

type PageProps = Readonly<{ searchParams: Promise<{ problem?: string }> }>;

export default async function IntegrationsPage({ searchParams }: PageProps) {
  const context = await requireContext("tools.read");
  const integrations = await listIntegrations(context, webIntegrationDeps());
  const { problem } = await searchParams;
  const connected = integrations.filter(({ connectedAt }) => connectedAt !== null);
  const others = integrations.filter(({ connectedAt }) => connectedAt === null);
  return (
    <SettingsPage
      title="Integrations"
      hint="Services you use already, in which your agents can look things up and get things done while they talk. Each agent uses only what you give it."
    >
      {problem === undefined ? null : <Failure message={connectNews(problem)} />}
      {connected.length > 0 ? <Group title="Connected" integrations={connected} /> : null}
      {others.length > 0 ? (
        <Group title={connected.length > 0 ? "More" : "Nothing is connected yet"} integrations={others} />
      ) : null}
    </SettingsPage>
  );
}

function Group({ title, integrations }: Readonly<{ title: string; integrations: readonly IntegrationResource[] }>) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-13 font-medium text-text-2">{title}</h3>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {integrations.map(({ vendor, title: name, description, state, account, actions }) => {
          const uses = Math.max(0, ...actions.map(({ agents }) => agents));
          return (
            <li key={vendor} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 max-sm:basis-full">
                <Link href={`/settings/integrations/${vendor}`} className="text-14 font-medium hover:underline">
                  {name}
                </Link>
                <p className="text-13 text-pretty text-text-3">{account ?? description}</p>
              </div>
              <div className="flex flex-wrap items-center gap-2 text-12 text-text-3">
                {uses > 0 ? <span>{uses === 1 ? "1 agent" : `${uses} agents`}</span> : null}
                <StateChip state={state} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
