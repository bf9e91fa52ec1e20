import type { Metadata } from "next";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { InvitationResource } from "@/lib/contracts/members";
import { listInvitations } from "@/lib/services/invitations/list-invitations";
import { countOwners } from "@/lib/services/members/count-owners";
import { listMembers } from "@/lib/services/members/list-members";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { InvitationActions } from "./_components/invitation-actions";
import { InviteForm } from "./_components/invite-form";
import { mayDo, rolesToGive } from "./_components/may";
import { MemberActions } from "./_components/member-actions";
import { MemberTable } from "./_components/member-table";
import { roleName } from "./_components/role-words";
import {
  changeRoleAction,
  inviteAction,
  removeMemberAction,
  resendInvitationAction,
  revokeInvitationAction,
} from "./actions";

export const metadata: Metadata = { title: "Members" };

type MembersPageProps = Readonly<{ searchParams: Promise<{ cursor?: string | string[] }> }>;

export default async function MembersPage({ searchParams }: MembersPageProps) {
  const context = await requireContext("members.read");
  const { user, membership } = await requireMember();
  const { cursor } = await searchParams;
  const [{ members, nextCursor }, invitations, owners] = await Promise.all([
    fromCursor(typeof cursor === "string" ? cursor : undefined, (from) => listMembers(context, { cursor: from })),
    listInvitations(context),
    countOwners(context),
  ]);
  const mayWrite = context.permissions.has("members.write");
  const { timeZone, role } = membership;
  const self = { userId: user.userId, role };
  return (
    <SettingsPage title="Members" hint="Who may sign in to this organization, and what each of them may do.">
      {mayWrite ? (
        <Card title="Invite somebody">
          <InviteForm action={inviteAction} roles={rolesToGive(role)} />
        </Card>
      ) : null}
      {invitations.length > 0 ? (
        <Card title="Invitations" hint="Not taken up yet.">
          <Invitations invitations={invitations} timeZone={timeZone} mayWrite={mayWrite} />
        </Card>
      ) : null}
      <Card title="People">
        <MemberTable
          members={members}
          selfId={user.userId}
          timeZone={timeZone}
          actionsOf={
            mayWrite
              ? (member) => {
                  const may = mayDo(self, member, owners);
                  return (
                    <MemberActions
                      person={{ userId: member.userId, name: member.name, role: member.role }}
                      isSelf={member.userId === user.userId}
                      roles={may.roles}
                      mayRemove={may.remove}
                      changeRole={changeRoleAction}
                      remove={removeMemberAction}
                    />
                  );
                }
              : null
          }
        />
      </Card>
      {cursor || nextCursor ? (
        <nav aria-label="Pages" className="flex items-center justify-between gap-2">
          {cursor ? <ButtonLink href="/settings/members">First members</ButtonLink> : <span />}
          {nextCursor ? (
            <ButtonLink href={`/settings/members?cursor=${encodeURIComponent(nextCursor)}`}>More members</ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </SettingsPage>
  );
}

type InvitationsProps = Readonly<{
  invitations: readonly InvitationResource[];
  timeZone: string;
  mayWrite: boolean;
}>;

function Invitations({ invitations, timeZone, mayWrite }: InvitationsProps) {
  return (
    <ul className="divide-y divide-line">
      {invitations.map(({ id, email, role, invitedByName, createdAt, isExpired }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
          <div className="min-w-48 flex-1">
            <div className="flex flex-wrap items-center gap-2 text-13">
              <span className="font-medium break-all">{email}</span>
              <Chip>{roleName(role)}</Chip>
              {isExpired ? <Chip tone="warn">Link has expired</Chip> : null}
            </div>
            <div className="text-12 text-text-3">
              Invited {invitedByName ? `by ${invitedByName} ` : ""}
              <Ago at={createdAt} timeZone={timeZone} />
            </div>
          </div>
          {mayWrite ? (
            <InvitationActions id={id} email={email} resend={resendInvitationAction} revoke={revokeInvitationAction} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
