import type { SharedCall } from "@/lib/contracts/call-shares";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { redactPersonal } from "@/lib/domain/call/redact-personal";
import { recordAudit } from "../audit/record-audit";
import { readCall } from "../calls/read-call";
import { systemContext } from "../context";
import { hashShareToken } from "./call-shares";

/**
 * The call behind a token, without what tells who was on the line; null for a token that is none, has expired or was revoked, which look the same.
 * That it was opened is counted and audited, without who did.
 */
export async function openCallShare(token: string, requestId: string, now = new Date()): Promise<SharedCall | null> {
  if (!/^[\w-]{32}$/.test(token)) return null;
  const share = await withSystem("open a shared call", (tx) =>
    tx.callShare.findUnique({ where: { tokenHash: hashShareToken(token) } }),
  );
  if (!share || share.revokedAt || share.expiresAt <= now) return null;
  const { organizationId, callId, id } = share;
  const context = systemContext(organizationId, "a shared call", ["calls.read"], requestId);
  const { call, said } = await readCall(context, callId);
  const more = await withTenant(organizationId, async (tx) => {
    const key = { organizationId, callId };
    const messages = await tx.message.findMany({ where: key, select: { callerName: true } });
    const people = await tx.humanAgent.findMany({ where: { organizationId }, select: { name: true } });
    const members = await tx.membership.findMany({
      where: { organizationId },
      select: { user: { select: { name: true } } },
    });
    const version = await tx.call.findUnique({
      where: { organizationId_id: { organizationId, id: callId } },
      select: { agentVersion: { select: { config: true } } },
    });
    await tx.callShare.update({
      where: { organizationId_id: { organizationId, id } },
      data: { opened: { increment: 1 }, lastOpenedAt: now },
    });
    await recordAudit(tx, context, {
      action: "call.share_opened",
      targetType: "call_share",
      targetId: id,
      details: { callId },
    });
    const names = [...messages.map(({ callerName }) => callerName), ...people.map(({ name }) => name)];
    const config = version?.agentVersion?.config as { language?: string } | null | undefined;
    return { names: [...names, ...members.map(({ user }) => user.name)], language: config?.language ?? "en" };
  });
  const redaction = { ...more, known: [call.businessName, call.agentName] };
  return {
    businessName: call.businessName,
    agentName: call.agentName,
    direction: call.direction,
    startedAt: call.startedAt,
    timeZone: call.timeZone,
    durationMs: call.durationMs,
    outcome: call.outcome,
    said: said.map(({ speaker, startMs, text }) => ({ speaker, startMs, text: redactPersonal(text, redaction) })),
    expiresAt: share.expiresAt.toISOString(),
  };
}
