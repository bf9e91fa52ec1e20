import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Ago } from "@/components/ui/ago";
import { DeliveryState, type WebhookResource } from "@/lib/contracts/webhooks";
import { listDeliveries } from "@/lib/services/webhooks/deliveries";
import { getWebhook } from "@/lib/services/webhooks/list-webhooks";
import { fromCursor } from "@/lib/web/from-cursor";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../../_components/settings-page";
import { DeliveryList } from "../_components/delivery-list";
import { RotateSecret } from "../_components/rotate-secret";
import { TestButton } from "../_components/send-buttons";
import { VerifySample } from "../_components/verify-sample";
import { WebhookChip } from "../_components/state-chips";
import { WebhookForm } from "../_components/webhook-form";

export const metadata: Metadata = { title: "Webhook" };

type WebhookPageProps = Readonly<{
  params: Promise<{ webhookId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

const PER_PAGE = 20;

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const [{ webhookId }, { cursor, state: wanted }] = await Promise.all([params, searchParams]);
  const context = await requireContext("webhooks.read");
  const { membership } = await requireMember();
  const webhook = await orNotFound(getWebhook(context, webhookId));
  if (!webhook) notFound();
  const state = DeliveryState.safeParse(wanted).data;
  const page = await fromCursor(typeof cursor === "string" ? cursor : undefined, (from) =>
    listDeliveries(context, webhookId, { state, cursor: from, limit: PER_PAGE }),
  );
  const mayWrite = context.permissions.has("webhooks.write");
  const { timeZone } = membership;
  return (
    <SettingsPage
      title={webhook.description || new URL(webhook.url).host}
      hint={<span className="font-mono text-13 break-all">{webhook.url}</span>}
      action={<WebhookChip webhook={webhook} />}
    >
      <Trouble webhook={webhook} timeZone={timeZone} />
      {mayWrite ? (
        <div className="flex flex-wrap items-center gap-2">
          {webhook.enabled ? <TestButton webhookId={webhook.id} /> : null}
          <RotateSecret webhookId={webhook.id} />
          {webhook.oldSecretUntil ? (
            <span className="text-12 text-text-2">
              The secret before signs too until <Ago at={webhook.oldSecretUntil} timeZone={timeZone} />.
            </span>
          ) : null}
        </div>
      ) : null}
      <DeliveryList
        webhookId={webhook.id}
        page={page}
        state={state ?? null}
        isFirst={cursor === undefined}
        maySend={mayWrite && webhook.enabled}
        timeZone={timeZone}
      />
      <WebhookForm key={webhook.updatedAt} webhook={webhook} mayWrite={mayWrite} />
      <VerifySample />
    </SettingsPage>
  );
}

function Trouble({ webhook, timeZone }: Readonly<{ webhook: WebhookResource; timeZone: string }>) {
  const { enabled, offBecause, failingSince } = webhook;
  if (enabled && failingSince === null) return null;
  if (!enabled && offBecause === null) return null;
  return (
    <p role="alert" className="rounded-md border border-line bg-bad-soft px-3 py-2 text-13 text-pretty text-bad">
      {offBecause === "gone" ? (
        "It is off: it answered that it wants nothing any more (410). Switch it on below once that is put right."
      ) : offBecause === "failing" ? (
        "It is off: for five days it took nothing. What waits is kept. Switch it on below once it answers."
      ) : failingSince ? (
        <>
          Nothing was taken since <Ago at={failingSince} timeZone={timeZone} />. It is tried again, and switched off
          after five days.
        </>
      ) : null}
    </p>
  );
}
