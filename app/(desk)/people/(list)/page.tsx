import type { Metadata } from "next";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { PeopleEditor } from "@/components/people/people-editor";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import type { ServiceContext } from "@/lib/services/context";
import { findOwnProfile } from "@/lib/services/human-agents/get-human-agent";
import { listColleagues } from "@/lib/services/human-agents/list-colleagues";
import { loadPeople } from "@/lib/web/load-people";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { ColleagueList } from "./_components/colleague-list";
import { createPersonAction, deletePersonAction, setDutyAction, updatePersonAction } from "../actions";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const context = await requireContext("escalations.handle");
  const { membership } = await requireMember();
  return (
    <>
      <TopBar
        title="People"
        actions={
          context.permissions.has("members.read") ? (
            <ButtonLink href="/settings/members" size="sm">
              Members and roles
            </ButtonLink>
          ) : null
        }
      />
      <ConnectionStrip timeZone={membership.timeZone} />
      <RefreshOnEvents names={["escalation.updated", "escalation.completed"]} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto max-w-4xl space-y-4 px-4 py-6 md:px-8">
          <p className="text-14 text-pretty text-text-2">
            Who takes calls that an agent should not handle alone. They are asked while they are on duty and in no other
            call, here on their screen or on their telephone; a business&rsquo;s settings say who is asked first.
          </p>
          {context.permissions.has("people.read") ? (
            <Everybody context={context} timeZone={membership.timeZone} />
          ) : (
            <Colleagues context={context} />
          )}
        </div>
      </div>
    </>
  );
}

async function Everybody({ context, timeZone }: Readonly<{ context: ServiceContext; timeZone: string }>) {
  const loaded = await loadPeople(context, timeZone);
  const actions = {
    create: createPersonAction,
    update: updatePersonAction,
    remove: deletePersonAction,
    setDuty: setDutyAction,
  };
  return <PeopleEditor {...loaded} isLinked actions={context.permissions.has("people.write") ? actions : null} />;
}

async function Colleagues({ context }: Readonly<{ context: ServiceContext }>) {
  const [colleagues, own] = await Promise.all([listColleagues(context), findOwnProfile(context)]);
  return <ColleagueList colleagues={colleagues} ownId={own?.id ?? null} />;
}
