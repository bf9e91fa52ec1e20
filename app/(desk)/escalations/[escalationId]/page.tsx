import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CAUSE, PRIORITY, STATE, targetWords, whoHasIt } from "@/components/escalations/escalation-words";
import { formatClock } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { TopBar } from "@/components/shell/top-bar";
import { Ago } from "@/components/ui/ago";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { getEscalation } from "@/lib/services/escalations/list-escalations";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { OfferList } from "./_components/offer-list";
import { PacketCard } from "./_components/packet-card";
import { SettleActions } from "./_components/settle-actions";

export const metadata: Metadata = { title: "Escalation" };

type EscalationPageProps = Readonly<{ params: Promise<{ escalationId: string }> }>;

export default async function EscalationPage({ params }: EscalationPageProps) {
  const context = await requireContext("escalations.read");
  const { membership } = await requireMember();
  const { timeZone } = membership;
  const escalation = await orNotFound(getEscalation(context, (await params).escalationId));
  if (!escalation) notFound();
  const { state, caller, reason, priority, cause, callId, settledAt, resolution, resolutionMs } = escalation;
  const { connectedAt, releasedAt, callbackNumber, createdAt, reopenedAt } = escalation;
  const isLive = (state === "waiting" || state === "in_progress") && releasedAt === null;
  const ago = (at: string) => <Ago at={at} timeZone={timeZone} />;
  const talkedMs = connectedAt && releasedAt ? Date.parse(releasedAt) - Date.parse(connectedAt) : null;
  const name = escalation.packet?.customer.name ?? null;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Caller", name ? formatPhone(caller) : null],
    ["Raised", ago(createdAt)],
    ["Why", CAUSE[cause]],
    ["Priority", PRIORITY[priority].label],
    ["Meant for", targetWords(escalation)],
    ["With", whoHasIt(escalation) ?? "Nobody"],
    ["Agent", escalation.agentName],
    ["Business", escalation.businessName],
    ["Talked", talkedMs === null ? null : formatClock(talkedMs)],
    ["Settled", settledAt ? ago(settledAt) : null],
    ["Until settled", resolutionMs === null ? null : formatClock(resolutionMs)],
    ["Reopened", reopenedAt ? ago(reopenedAt) : null],
  ];
  return (
    <>
      <TopBar
        title="Escalation"
        back={
          <Link
            href="/escalations"
            aria-label="Back to the board"
            className="-ml-1 rounded-md p-1 text-text-3 hover:bg-surface-2"
          >
            <ArrowLeft aria-hidden className="size-4" />
          </Link>
        }
      />
      <ConnectionStrip timeZone={timeZone} />
      <RefreshOnEvents names={["escalation.updated", "escalation.completed"]} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto max-w-5xl space-y-4 px-4 py-6 md:px-8">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h2 className="text-20 font-semibold figures">{name ?? formatPhone(caller)}</h2>
            <Chip tone={STATE[state].tone}>{STATE[state].label}</Chip>
            {priority === "urgent" || priority === "high" ? (
              <Chip tone={PRIORITY[priority].tone}>{PRIORITY[priority].label}</Chip>
            ) : null}
            <div className="ml-auto flex items-center gap-2">
              <Link
                href={isLive ? `/live/${callId}` : `/calls/${callId}`}
                className="rounded-sm text-13 font-medium text-accent hover:underline"
              >
                {isLive ? "Follow the call" : "Open the call"}
              </Link>
              {context.permissions.has("escalations.handle") ? <SettleActions escalation={escalation} /> : null}
            </div>
          </div>
          <p className="max-w-[72ch] text-14 text-pretty text-text-2">{reason}</p>
          {state === "callback" && callbackNumber ? (
            <p className="rounded-lg border border-line bg-warn-soft px-4 py-2.5 text-13 text-warn">
              The caller waits to be called back at{" "}
              <a href={`tel:${callbackNumber}`} className="font-semibold underline underline-offset-2 figures">
                {formatPhone(callbackNumber)}
              </a>
              . Complete it when that is done.
            </p>
          ) : null}
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="space-y-4">
              {resolution ? (
                <Card title="How it was settled">
                  <p className="px-4 pt-1 pb-4 text-14 text-pretty whitespace-pre-line">{resolution}</p>
                </Card>
              ) : null}
              <PacketCard packet={escalation.packet} timeZone={timeZone} />
              <Card title="Who was asked">
                <OfferList offers={escalation.offers} timeZone={timeZone} />
              </Card>
            </div>
            <Card title="Facts">
              <dl className="divide-y divide-line px-4 pb-2 text-13">
                {facts
                  .filter(([, value]) => value !== null)
                  .map(([name, value]) => (
                    <div key={name} className="flex items-baseline justify-between gap-3 py-2">
                      <dt className="text-text-2">{name}</dt>
                      <dd className="min-w-0 text-right font-medium break-words figures">{value}</dd>
                    </div>
                  ))}
              </dl>
            </Card>
          </div>
        </div>
      </div>
    </>
  );
}
