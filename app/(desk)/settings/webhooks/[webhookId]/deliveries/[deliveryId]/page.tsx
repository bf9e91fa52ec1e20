import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Ago } from "@/components/ui/ago";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { WebhookAttemptResource } from "@/lib/contracts/webhooks";
import { getDelivery } from "@/lib/services/webhooks/deliveries";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../../../../_components/settings-page";
import { SendAgain } from "../../../_components/send-buttons";
import { DeliveryChip } from "../../../_components/state-chips";

export const metadata: Metadata = { title: "Delivery" };

type DeliveryPageProps = Readonly<{ params: Promise<{ webhookId: string; deliveryId: string }> }>;

export default async function DeliveryPage({ params }: DeliveryPageProps) {
  const { webhookId, deliveryId } = await params;
  const context = await requireContext("webhooks.read");
  const { membership } = await requireMember();
  const delivery = await orNotFound(getDelivery(context, webhookId, deliveryId));
  if (!delivery) notFound();
  const { type, state, callId, eventId, createdAt, dueAt, body, tried } = delivery;
  const { timeZone } = membership;
  const maySend = context.permissions.has("webhooks.write") && state !== "sending" && state !== "paused";
  return (
    <SettingsPage
      title={type}
      hint={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
          <DeliveryChip state={state} />
          <Ago at={createdAt} timeZone={timeZone} />
          {dueAt ? (
            <span>
              sent <Ago at={dueAt} timeZone={timeZone} />
            </span>
          ) : null}
          {callId ? (
            <Link href={`/calls/${callId}`} className="text-accent underline underline-offset-2">
              The call
            </Link>
          ) : null}
          <Link href={`/settings/webhooks/${webhookId}`} className="text-accent underline underline-offset-2">
            The webhook
          </Link>
        </span>
      }
      action={maySend ? <SendAgain webhookId={webhookId} deliveryId={deliveryId} /> : null}
    >
      <Card
        title="What is sent"
        hint={<span className="font-mono break-all">{eventId}</span>}
        action={body ? <CopyButton text={body} label="Copy the body" /> : null}
      >
        {body ? (
          <Pre label="Body" text={pretty(body)} />
        ) : (
          <p className="px-4 pb-4 text-13 text-text-2">It is written when it is first sent.</p>
        )}
      </Card>
      {tried.map((attempt) => (
        <Attempt key={attempt.number} attempt={attempt} timeZone={timeZone} />
      ))}
      {tried.length === 0 ? <p className="text-13 text-text-2">It was not sent yet.</p> : null}
    </SettingsPage>
  );
}

function Attempt({ attempt, timeZone }: Readonly<{ attempt: WebhookAttemptResource; timeZone: string }>) {
  const { number, at, ms, status, answer, problem, headers } = attempt;
  const said = status === null ? "No answer" : `Answer ${status}`;
  return (
    <Card
      title={`Try ${number}`}
      hint={
        <span className="figures">
          {said} after {(ms / 1000).toFixed(2)} s, <Ago at={at} timeZone={timeZone} />
        </span>
      }
    >
      <div className="space-y-3 pb-1">
        {problem ? <p className="px-4 text-13 text-bad">Not taken: {problem}.</p> : null}
        <Pre
          label={`Headers of try ${number}`}
          text={Object.entries(headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
        />
        {answer ? <Pre label={`Answer to try ${number}`} text={answer} /> : null}
      </div>
    </Card>
  );
}

const Pre = ({ label, text }: Readonly<{ label: string; text: string }>) => (
  <pre
    // Scrolls, so the keyboard must reach it.
    tabIndex={0}
    aria-label={label}
    className="mx-4 mb-4 max-h-96 overflow-auto rounded-md bg-surface-2 p-2.5 font-mono text-12 text-text-2"
  >
    {text}
  </pre>
);

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
