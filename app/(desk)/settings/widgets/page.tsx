import { Globe } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { sharedEnv } from "@/lib/env/shared";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { listWidgets } from "@/lib/services/widgets/list-widgets";
import { liveOrigins } from "@/lib/web/addresses";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { NewWidget } from "./_components/new-widget";
import { WidgetCard } from "./_components/widget-card";

export const metadata: Metadata = { title: "Web site widget" };

export default async function WidgetsPage() {
  const context = await requireContext("widgets.read");
  const [widgets, { agents }] = await Promise.all([listWidgets(context), getOrganization(context)]);
  const mayChange = context.permissions.has("widgets.write");
  const choices = agents.map(({ id, name, publishedVersion }) => ({
    id,
    name,
    isPublished: publishedVersion !== null,
  }));
  const scriptUrl = `${sharedEnv().PUBLIC_WEB_URL}/widget.js`;
  return (
    <SettingsPage
      title="Web site widget"
      hint="A button on your own web site with which visitors talk to an agent, by voice or in writing. Their calls count like those by telephone."
      action={mayChange && choices.length > 0 ? <NewWidget agents={choices} /> : null}
    >
      {widgets.length === 0 ? (
        <StatePanel
          icon={<Globe className="size-5" />}
          title="No widget yet"
          action={choices.length === 0 ? <ButtonLink href="/agents">Make an agent first</ButtonLink> : undefined}
        >
          Make one, copy its tag into your pages, and visitors can talk to your agent from there. It works on the web
          sites that you name, and nowhere else.
        </StatePanel>
      ) : (
        widgets.map((widget) => (
          <WidgetCard
            key={widget.id}
            widget={widget}
            agents={choices}
            scriptUrl={scriptUrl}
            callOrigins={liveOrigins()}
            mayChange={mayChange}
          />
        ))
      )}
    </SettingsPage>
  );
}
