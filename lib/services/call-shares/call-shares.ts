import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { type CallShare, type NewCallShare, ShareInput } from "@/lib/contracts/call-shares";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requireCall } from "../notes/note-rows";
import { requirePermission } from "../require-permission";

const DAY_MS = 86_400_000;

type Row = Omit<Record<keyof CallShare, unknown>, never> & {
  id: string;
  createdByName: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  opened: number;
  lastOpenedAt: Date | null;
};

const toShare = (row: Row): CallShare => ({
  id: row.id,
  createdByName: row.createdByName,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  opened: row.opened,
  lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
});

export const hashShareToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * An address under which anybody reads the call's words without personal data, for some days. Needs `calls.share`; throws INVALID, NOT_FOUND, and
 * CONFLICT while the call goes on. Audited.
 */
export async function createCallShare(
  context: ServiceContext,
  callId: string,
  rawInput: unknown,
  deps: { webUrl: string; now: Date },
): Promise<NewCallShare> {
  requirePermission(context, "calls.share");
  const { days } = parseInput(ShareInput, rawInput);
  const { organizationId, actor } = context;
  const token = randomBytes(24).toString("base64url");
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    const key = { organizationId_id: { organizationId, id: callId } };
    if ((await tx.call.findUnique({ where: key, select: { endedAt: true } }))?.endedAt === null)
      throw new ServiceError("CONFLICT", "The call is still going on. Share it when it is over.");
    const row = await tx.callShare.create({
      data: {
        organizationId,
        id: uuidv7(),
        callId,
        tokenHash: hashShareToken(token),
        createdBy: actor.id,
        createdByName: actor.name,
        expiresAt: new Date(deps.now.getTime() + days * DAY_MS),
      },
    });
    const details = { callId, days };
    await recordAudit(tx, context, { action: "call.shared", targetType: "call_share", targetId: row.id, details });
    return { ...toShare(row), url: new URL(`/shared/${token}`, deps.webUrl).href };
  });
}

/** The addresses of a call, newest first, those that do not work any more too. Needs `calls.share`; throws NOT_FOUND. */
export async function listCallShares(context: ServiceContext, callId: string): Promise<{ shares: CallShare[] }> {
  requirePermission(context, "calls.share");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    return tx.callShare.findMany({ where: { organizationId, callId }, orderBy: { createdAt: "desc" }, take: 50 });
  });
  return { shares: rows.map(toShare) };
}

/** From now on the address says that there is nothing. Needs `calls.share`; throws NOT_FOUND. Audited. */
export async function revokeCallShare(
  context: ServiceContext,
  { callId, shareId }: { callId: string; shareId: string },
  now = new Date(),
): Promise<CallShare> {
  requirePermission(context, "calls.share");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    const found = /^[0-9a-f-]{36}$/i.test(shareId)
      ? await tx.callShare.findFirst({ where: { organizationId, callId, id: shareId } })
      : null;
    if (!found) throw new ServiceError("NOT_FOUND", "There is no such address of this call.");
    if (found.revokedAt) return toShare(found);
    const key = { organizationId_id: { organizationId, id: shareId } };
    const row = await tx.callShare.update({ where: key, data: { revokedAt: now } });
    const details = { callId };
    await recordAudit(tx, context, {
      action: "call.share_revoked",
      targetType: "call_share",
      targetId: shareId,
      details,
    });
    return toShare(row);
  });
}
