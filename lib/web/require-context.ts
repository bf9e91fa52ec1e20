import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { SessionUser } from "@/lib/contracts/session";
import { getSessionUser } from "@/lib/services/auth/get-session-user";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/errors";
import type { Permission } from "@/lib/services/permissions";
import { PATH_HEADER } from "./path-header";
import { readSession, requestMeta } from "./session";

export type Member = { user: SessionUser; membership: SessionUser["memberships"][number]; context: ServiceContext };

/** The signed-in person in their organization; null when nobody is signed in. Read once per request. */
export const findMember = cache(async (): Promise<Member | null> => {
  const session = await readSession();
  if (!session) return null;
  const user = await getSessionUser(session.userId).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === "UNAUTHENTICATED") return null;
    throw error;
  });
  const membership = user?.memberships[0];
  if (!user || !membership) return null;
  const { userId, name } = user;
  const { organizationId, role } = membership;
  return { user, membership, context: memberContext({ userId, name, organizationId, role }, await requestMeta()) };
});

/** For pages: the member, or the way to the sign-in page and back here. */
export async function requireMember(): Promise<Member> {
  const member = await findMember();
  if (member) return member;
  const path = (await headers()).get(PATH_HEADER) ?? "/home";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** For pages: the context of a member who has the permission. Without it the no-permission page answers, with 403. */
export async function requireContext(permission: Permission): Promise<ServiceContext> {
  const { context } = await requireMember();
  if (!context.permissions.has(permission)) forbidden();
  return context;
}
