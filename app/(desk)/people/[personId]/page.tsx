import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { formatZone } from "@/components/format/time";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { AvailabilityChip } from "@/components/people/availability-chip";
import { DutyWeek } from "@/components/people/duty-week";
import { Performance, usageDays } from "@/components/people/performance";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listEscalations } from "@/lib/services/escalations/list-escalations";
import { findOwnProfile, getHumanAgent } from "@/lib/services/human-agents/get-human-agent";
import { getHumanAgentUsage } from "@/lib/services/human-agents/get-usage";
import { loadPeopleForm } from "@/lib/web/load-people";
import { fromCursor } from "@/lib/web/from-cursor";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { ProfileActions } from "./_components/profile-actions";
import { ProfileFacts } from "./_components/profile-facts";
import { TakenList } from "./_components/taken-list";

export const metadata: Metadata = { title: "Person" };

const TAKEN_A_PAGE = 20;

type PersonPageProps = Readonly<{
  params: Promise<{ personId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

export default async function PersonPage({ params, searchParams }: PersonPageProps) {
  const context = await requireContext("escalations.handle");
  const { membership } = await requireMember();
  const { personId } = await params;
  const query = await searchParams;
  const days = usageDays(query["days"]);
  const own = await findOwnProfile(context);
  const isOwn = own?.id === personId;
  const person = await orNotFound(getHumanAgent(context, personId));
  if (!person) notFound();
  const [usage, form, taken] = await Promise.all([
    getHumanAgentUsage(context, personId, { days }),
    loadPeopleForm(context, membership.timeZone),
    fromCursor(typeof query["cursor"] === "string" ? query["cursor"] : undefined, (cursor) =>
      listEscalations(context, { humanAgentId: person.id, limit: TAKEN_A_PAGE, cursor }),
    ),
  ]);
  const member = form.members.find(({ userId }) => userId === person.userId);
  return (
    <>
      <TopBar
        title={person.name}
        back={
          <Link
            href="/people"
            aria-label="Back to all people"
            className="-ml-1 rounded-md p-1 text-text-3 hover:bg-surface-2"
          >
            <ArrowLeft aria-hidden className="size-4" />
          </Link>
        }
      />
      <ConnectionStrip timeZone={membership.timeZone} />
      <RefreshOnEvents names={["escalation.triggered", "escalation.updated", "escalation.completed"]} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto max-w-4xl space-y-4 px-4 py-6 md:px-8">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h2 className="text-20 font-semibold">{person.name}</h2>
            <AvailabilityChip person={person} />
            {context.permissions.has("people.write") ? (
              <div className="ml-auto flex items-center gap-2">
                <ProfileActions person={person} zones={form.zones} members={form.members} />
              </div>
            ) : null}
          </div>
          <Card title={isOwn ? "Calls you were asked to take" : "Calls they were asked to take"}>
            <Performance usage={usage} days={days} href={`/people/${personId}`} />
          </Card>
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <Card title="Reached at">
              <ProfileFacts
                person={person}
                memberName={member ? (member.name === person.name ? member.email : member.name) : null}
              />
            </Card>
            <Card title="Duty hours" hint={formatZone(person.timeZone)}>
              <div className="px-4 pb-2">
                <DutyWeek hours={person.dutyHours} />
              </div>
            </Card>
          </div>
          <Card title={isOwn ? "Calls you took" : "Calls they took"}>
            <TakenList escalations={taken.escalations} timeZone={membership.timeZone} />
            {taken.nextCursor ? (
              <nav aria-label="Pages" className="flex justify-end border-t border-line px-4 py-3">
                <ButtonLink
                  size="sm"
                  href={`/people/${personId}?days=${days}&cursor=${encodeURIComponent(taken.nextCursor)}`}
                >
                  Older
                </ButtonLink>
              </nav>
            ) : null}
          </Card>
        </div>
      </div>
    </>
  );
}
