import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { SessionUser } from "@/lib/contracts/session";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import type { Permission } from "@/lib/services/permissions";
import type { FoundSession } from "@/lib/services/sessions/find-session";
import type { Self } from "@/lib/services/sessions/self";
import { PATH_HEADER } from "./path-header";
import { readAnySession, requestMeta } from "./session";

export type Member = {
  user: SessionUser;
  membership: SessionUser["memberships"][number];
  context: ServiceContext;
  sessionId: string;
  /** Their organization asks for a second factor and they have none: they may do nothing but set one up, and have no permission. */
  mustSetUpSecondFactor: boolean;
};

/** The one page for those who must set up a second factor. */
const SECURITY_PATH = "/settings/security";

type Standing =
  { kind: "nobody" | "second_factor_due" | "no_organization" } | { kind: "set_up_due" | "member"; member: Member };

const readStanding = cache(async (): Promise<Standing> => {
  const session = await readAnySession();
  if (!session) return { kind: "nobody" };
  if (!session.isComplete) return { kind: "second_factor_due" };
  const membership = activeMembership(session);
  if (!membership) return { kind: "no_organization" };
  const { user, sessionId } = session;
  const { userId, name } = user;
  const { organizationId, role } = membership;
  const context = memberContext({ userId, name, organizationId, role }, await requestMeta());
  const mustSetUpSecondFactor = membership.requiresSecondFactor && !user.hasSecondFactor;
  const member = { user, membership, context, sessionId, mustSetUpSecondFactor };
  return mustSetUpSecondFactor
    ? { kind: "set_up_due", member: { ...member, context: { ...context, permissions: new Set() } } }
    : { kind: "member", member };
});

/** The one the person switched to, while they are its member; else their first. */
const activeMembership = ({ user, activeOrganizationId }: FoundSession) =>
  user.memberships.find(({ organizationId }) => organizationId === activeOrganizationId) ?? user.memberships[0];

/**
 * The signed-in person in their organization; null when nobody is signed in, a second factor has still to be shown or set up, or they are
 * in no organization. Read once per request.
 */
export async function findMember(): Promise<Member | null> {
  const standing = await readStanding();
  return standing.kind === "member" ? standing.member : null;
}

/** For pages: the member, or the way to the page where what is missing can be done, and back here. */
export async function requireMember(): Promise<Member> {
  const standing = await readStanding();
  if (standing.kind === "member") return standing.member;
  const path = (await headers()).get(PATH_HEADER) ?? "/home";
  if (standing.kind === "set_up_due") {
    if (path.split("?")[0] === SECURITY_PATH) return standing.member;
    redirect(SECURITY_PATH);
  }
  if (standing.kind === "second_factor_due") redirect(`/second-factor?next=${encodeURIComponent(path)}`);
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** For pages of one's own account, and their actions: the member as who acts on it. */
export async function requireSelf(): Promise<Self> {
  const { user, sessionId, context } = await requireMember();
  return { user, sessionId, requestId: context.requestId, ...(context.ip ? { ip: context.ip } : {}) };
}

/** For pages: the context of a member who has the permission. Without it the no-permission page answers, with 403. */
export async function requireContext(permission: Permission): Promise<ServiceContext> {
  const { context } = await requireMember();
  if (!context.permissions.has(permission)) forbidden();
  return context;
}
