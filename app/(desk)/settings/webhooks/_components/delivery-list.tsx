import { clsx } from "clsx";
import { Send } from "lucide-react";
import Link from "next/link";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatePanel } from "@/components/ui/state-panel";
import type { DeliveryState, WebhookDeliveryPage, WebhookDeliveryResource } from "@/lib/contracts/webhooks";
import { SendFailedAgain } from "./send-buttons";
import { DeliveryChip, STATE_WORDS } from "./state-chips";

type DeliveryListProps = Readonly<{
  webhookId: string;
  page: WebhookDeliveryPage;
  /** The one that is looked at; null: all. */
  state: DeliveryState | null;
  isFirst: boolean;
  maySend: boolean;
  timeZone: string;
}>;

const STATES: readonly DeliveryState[] = ["delivered", "waiting", "failed", "paused"];

/** What was and is to be sent, newest first. */
export function DeliveryList({ webhookId, page, state, isFirst, maySend, timeZone }: DeliveryListProps) {
  const home = `/settings/webhooks/${webhookId}`;
  const at = (wanted: DeliveryState | null, cursor?: string) => {
    const query = new URLSearchParams({ ...(wanted ? { state: wanted } : {}), ...(cursor ? { cursor } : {}) });
    return query.size > 0 ? `${home}?${query}` : home;
  };
  const { deliveries, nextCursor } = page;
  return (
    <Card title="Deliveries" hint="of the last 30 days">
      <nav aria-label="Which deliveries" className="flex flex-wrap gap-1 px-4 pb-3">
        {[null, ...STATES].map((each) => (
          <Link
            key={each ?? "all"}
            href={at(each)}
            aria-current={each === state ? "page" : undefined}
            className={clsx(
              "flex h-7 items-center rounded-md px-2.5 text-12 font-medium",
              each === state ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
            )}
          >
            {each === null ? "All" : STATE_WORDS[each]}
          </Link>
        ))}
      </nav>
      {deliveries.length === 0 ? (
        <StatePanel icon={<Send className="size-5" />} title={isFirst && !state ? "Nothing sent yet" : "None here"}>
          {isFirst && !state
            ? "What happens from now on comes here with what was answered. Send a test to try it."
            : "There are no deliveries of this kind."}
        </StatePanel>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} home={home} delivery={delivery} timeZone={timeZone} />
          ))}
        </ul>
      )}
      {nextCursor ? (
        <div className="flex justify-end border-t border-line px-4 py-3">
          <ButtonLink href={at(state, nextCursor)}>Older</ButtonLink>
        </div>
      ) : null}
      {maySend ? <SendFailedAgain webhookId={webhookId} /> : null}
    </Card>
  );
}

type DeliveryRowProps = Readonly<{ home: string; delivery: WebhookDeliveryResource; timeZone: string }>;

function DeliveryRow({ home, delivery, timeZone }: DeliveryRowProps) {
  const { id, type, state, attempts, dueAt, lastStatus, lastProblem, createdAt } = delivery;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <Link href={`${home}/deliveries/${id}`} className="font-mono text-13 font-medium break-words hover:underline">
          {type}
        </Link>
        {lastProblem && state !== "delivered" ? <p className="text-12 text-text-2">{sentence(lastProblem)}</p> : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-text-3 figures">
        <DeliveryChip state={state} />
        {lastStatus === null ? null : <span>{lastStatus}</span>}
        {attempts > 1 ? <span>{`${attempts} tries`}</span> : null}
        {dueAt && attempts > 0 ? (
          <span>
            next <Ago at={dueAt} timeZone={timeZone} />
          </span>
        ) : null}
        <Ago at={createdAt} timeZone={timeZone} />
      </div>
    </li>
  );
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
