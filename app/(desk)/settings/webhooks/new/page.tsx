import type { Metadata } from "next";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../../_components/settings-page";
import { WebhookForm } from "../_components/webhook-form";

export const metadata: Metadata = { title: "Add a webhook" };

export default async function NewWebhookPage() {
  await requireContext("webhooks.write");
  return (
    <SettingsPage
      title="Add a webhook"
      hint="It is sent a POST with JSON for each thing you choose. You get the secret that signs them next."
    >
      <WebhookForm webhook={null} mayWrite />
    </SettingsPage>
  );
}
