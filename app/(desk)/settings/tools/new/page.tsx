import type { Metadata } from "next";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../../_components/settings-page";
import { ToolEditor } from "../_components/tool-editor";

export const metadata: Metadata = { title: "Make a tool" };

export default async function NewToolPage() {
  await requireContext("tools.write");
  return (
    <SettingsPage
      title="Make a tool"
      hint="Describe one request to a system of yours. You try it before any agent may use it."
    >
      <ToolEditor tool={null} mayWrite />
    </SettingsPage>
  );
}
