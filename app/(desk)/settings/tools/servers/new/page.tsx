import type { Metadata } from "next";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../../../_components/settings-page";
import { ServerForm } from "../_components/server-form";

export const metadata: Metadata = { title: "Add a server" };

export default async function NewServerPage() {
  await requireContext("tools.write");
  return (
    <SettingsPage
      title="Add a server"
      hint="Any server of the Model Context Protocol that speaks streamable HTTP. Nothing it offers is used until you have allowed it, tool by tool."
    >
      <ServerForm server={null} mayWrite />
    </SettingsPage>
  );
}
