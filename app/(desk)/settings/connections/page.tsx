import type { Metadata } from "next";
import { ConnectionCard } from "@/components/connections/connection-card";
import { getConnections } from "@/lib/services/connections/get-connections";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { saveConnectionAction, testConnectionAction } from "./actions";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const context = await requireContext("connections.read");
  const { membership } = await requireMember();
  const { connections } = await getConnections(context);
  return (
    <SettingsPage
      title="Connections"
      hint="Whose accounts carry your calls. Each can be your own, checked live before it is used; what you leave alone just works."
    >
      {connections.map((connection) => (
        <ConnectionCard
          key={`${connection.vendor} ${connection.revision}`}
          connection={connection}
          canChange={context.permissions.has("connections.write")}
          timeZone={membership.timeZone}
          actions={{ save: saveConnectionAction, test: testConnectionAction }}
        />
      ))}
    </SettingsPage>
  );
}
