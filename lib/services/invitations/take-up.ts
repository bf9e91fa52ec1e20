import type { InvitationOffer } from "@/lib/contracts/members";
import type { MembershipRole } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { ServiceError } from "../errors";
import { linkJoined } from "../human-agents/link-member";
import { hashInvitationToken, isInvitationToken } from "./invitation-token";

type Person = { userId: string; name: string; email: string };
type Claimed = { id: string; organizationId: string; role: MembershipRole };

/**
 * Uses an invitation up for a person, within the caller's system transaction: one statement decides who is first. Throws CONFLICT when it was
 * used, revoked or has expired, NOT_FOUND for no invitation of ours, FORBIDDEN when it was sent to another address.
 */
export async function claimInvitation(tx: Transaction, token: string, person: Person, now: Date): Promise<Claimed> {
  const tokenHash = isInvitationToken(token) ? hashInvitationToken(token) : "";
  const [row] = await tx.$queryRaw<{ organization_id: string; id: string; email: string; role: MembershipRole }[]>`
    update invitations set accepted_at = ${now}, accepted_by = ${person.userId}::uuid
    where token_hash = ${tokenHash} and accepted_at is null and revoked_at is null and expires_at > ${now}
    returning organization_id, id, email, role::text as role`;
  if (!row) {
    const closed = await tx.invitation.findUnique({ where: { tokenHash } });
    throw refusalOf(!closed ? "unknown" : closed.acceptedAt ? "accepted" : closed.revokedAt ? "revoked" : "expired");
  }
  if (row.email !== person.email) {
    throw new ServiceError(
      "FORBIDDEN",
      "This invitation was sent to another e-mail address than the one you use here.",
    );
  }
  return { id: row.id, organizationId: row.organization_id, role: row.role };
}

/** Makes the person a member by the invitation that was claimed for them. Who is one already keeps their role. Audited. */
export async function joinBy(
  tx: Transaction,
  { id, organizationId, role }: Claimed,
  { userId, name, email }: Person,
  request: { requestId: string; ip?: string },
  now: Date,
): Promise<void> {
  const data = [{ organizationId, userId, role, createdAt: now }];
  const { count } = await tx.membership.createMany({ data, skipDuplicates: true });
  await linkJoined(tx, { organizationId, userId, email });
  const context = { organizationId, actor: { kind: "user" as const, id: userId, name }, ...request };
  const details = { userId, ...(count > 0 ? { role } : { wasMember: true }) };
  await recordAudit(
    tx,
    context,
    { action: "invitation.accepted", targetType: "invitation", targetId: id, details },
    now,
  );
}

/** Why an invitation cannot be taken up, in words. */
export function refusalOf(state: Exclude<InvitationOffer["state"], "open">): ServiceError {
  switch (state) {
    case "unknown":
      return new ServiceError("NOT_FOUND", "This link is no invitation, or a newer one was sent since.");
    case "accepted":
      return new ServiceError("CONFLICT", "This invitation was used already.");
    case "revoked":
      return new ServiceError("CONFLICT", "This invitation was taken back. Ask for a new one.");
    case "expired":
      return new ServiceError("CONFLICT", "This invitation has expired. Ask for a new one.");
  }
}
