import type { MembershipRole } from "@/lib/contracts/session";
import { isPermission, type Permission, permissionsOf } from "./permissions";

/** Who does something: a signed-in person, a program with a key, or the product itself. */
export type Actor = { kind: "user" | "api_key" | "system"; id: string; name: string };

/** What every verb needs to know about its caller. Built by the transports, never from a caller's payload. */
export type ServiceContext = {
  organizationId: string;
  actor: Actor;
  permissions: ReadonlySet<Permission>;
  /** Ties log lines, audit entries and error messages of one request together. */
  requestId: string;
  ip?: string;
  /** The session in which a person acts: what they open and leave open ends with it. */
  sessionId?: string;
};

/** The context of a person acting in an organization they are a member of. */
export function memberContext(
  member: { userId: string; name: string; organizationId: string; role: MembershipRole },
  request: { requestId: string; ip?: string },
): ServiceContext {
  return {
    organizationId: member.organizationId,
    actor: { kind: "user", id: member.userId, name: member.name },
    permissions: permissionsOf(member.role),
    requestId: request.requestId,
    ...(request.ip ? { ip: request.ip } : {}),
  };
}

/** The product acting by itself within one organization (a job, a worker), with the permissions it names. */
export function systemContext(
  organizationId: string,
  name: string,
  permissions: readonly Permission[],
  requestId: string,
): ServiceContext {
  return { organizationId, actor: { kind: "system", id: name, name }, permissions: new Set(permissions), requestId };
}

/** The context of a person on the live connection, from the claims of their verified token. */
export function liveContext(
  claims: { sub: string; organizationId: string; permissions: readonly string[] },
  requestId: string,
): ServiceContext {
  return {
    organizationId: claims.organizationId,
    actor: { kind: "user", id: claims.sub, name: claims.sub },
    permissions: new Set(claims.permissions.filter(isPermission)),
    requestId,
  };
}
