import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { MOST_WEBHOOKS, type WebhookResource } from "@/lib/contracts/webhooks";
import { listWebhooks } from "@/lib/services/webhooks/list-webhooks";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { WebhookChip } from "./_components/state-chips";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const context = await requireContext("webhooks.read");
  const { membership } = await requireMember();
  const webhooks = await listWebhooks(context);
  const add = context.permissions.has("webhooks.write") ? (
    <ButtonLink href="/settings/webhooks/new" look="primary">
      Add a webhook
    </ButtonLink>
  ) : null;
  return (
    <SettingsPage
      title="Webhooks"
      hint={
        <>
          Your own systems are told what happens, as it happens: calls, summaries with your own fields, escalations,
          appointments. What is sent stands in the{" "}
          <a href="/docs/api" className="text-accent underline underline-offset-2">
            API reference
          </a>
          . Test calls send nothing.
        </>
      }
      action={webhooks.length > 0 && webhooks.length < MOST_WEBHOOKS ? add : null}
    >
      {webhooks.length === 0 ? (
        <StatePanel icon={<Webhook className="size-5" />} title="No webhooks yet" action={add}>
          Give an address of a system of yours and choose what it is told of. Each request is signed, tried again when
          it fails, and shown here with its answer.
        </StatePanel>
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {webhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} timeZone={membership.timeZone} />
          ))}
        </ul>
      )}
    </SettingsPage>
  );
}

function WebhookRow({ webhook, timeZone }: Readonly<{ webhook: WebhookResource; timeZone: string }>) {
  const { id, url, description, events, deliveredOfDay, failedOfDay, waiting, lastAttemptAt } = webhook;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <Link href={`/settings/webhooks/${id}`} className="text-14 font-medium break-words hover:underline">
          {description || new URL(url).host}
        </Link>
        <p className="truncate font-mono text-12 text-text-3">{url}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-12 text-text-3 figures">
        <WebhookChip webhook={webhook} />
        <span>{events.length === 1 ? "1 kind" : `${events.length} kinds`}</span>
        {lastAttemptAt ? (
          <>
            <span>
              {`${deliveredOfDay} in 24 hours${failedOfDay > 0 ? `, ${failedOfDay} failed` : ""}${waiting > 0 ? `, ${waiting} waiting` : ""}`}
            </span>
            <Ago at={lastAttemptAt} timeZone={timeZone} />
          </>
        ) : (
          <span>{waiting > 0 ? `${waiting} waiting` : "Nothing sent yet"}</span>
        )}
      </div>
    </li>
  );
}
