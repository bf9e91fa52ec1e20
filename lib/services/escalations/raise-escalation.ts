import { z } from "zod";
import { EscalationCause, type EscalationResource } from "@/lib/contracts/escalations";
import { Steerer, TransferTarget } from "@/lib/contracts/live/steering";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { mayBecome, priorityOf } from "@/lib/domain/escalation/states";
import { escalationNews } from "@/lib/domain/notifications/news";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { announceNews } from "../notifications/notify";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";
import { requirePermission } from "../require-permission";
import { announceEscalation } from "./announce";
import { type EndedOffer, stopRinging } from "./ended-offers";
import { requireEscalation } from "./escalation-rows";
import { NOBODY_CAME } from "./connect-escalation";
import { endRinging, freePerson } from "./person-state";
import { tellWebhooksOfEscalation } from "./tell-webhooks-of-escalation";

export const RaiseEscalationInput = z.strictObject({
  /** UUIDv7, made by whoever raises it: once more with the same id is the same escalation. */
  escalationId: z.uuid(),
  callId: z.uuid(),
  cause: EscalationCause,
  reason: z.string().trim().max(1000),
  mode: z.enum(["cold", "warm"]),
  target: TransferTarget,
  /** Who asked for it by hand. */
  by: Steerer.nullable(),
});
export type RaiseEscalationInput = z.input<typeof RaiseEscalationInput>;

/**
 * A person is needed in a call: the escalation waits from now on. Raised again, one that waits or whose person did not come begins anew, with nobody
 * ringing; one that is settled stays so. Another open one of the call is settled by it. Needs `escalations.handle`; throws NOT_FOUND. Audited.
 */
export async function raiseEscalation(
  context: ServiceContext,
  input: RaiseEscalationInput,
  now = new Date(),
): Promise<EscalationResource> {
  requirePermission(context, "escalations.handle");
  const { escalationId, callId, cause, reason, mode, target, by } = parseInput(RaiseEscalationInput, input);
  const { organizationId } = context;
  const { escalation, isNew, ended, told } = await withTenant(organizationId, async (tx) => {
    // Two of one call wait for each other here.
    const calls = await tx.$queryRaw<{ business_id: string }[]>`select business_id from calls
      where organization_id = ${organizationId}::uuid and id = ${callId}::uuid for no key update`;
    const businessId = calls[0]?.business_id;
    if (!businessId) throw new ServiceError("NOT_FOUND", "There is no such call.");
    const ended = await settleOthers(tx, { organizationId, callId, escalationId }, now);
    const data = { organizationId, id: escalationId, businessId, callId, cause, reason, mode, target, createdAt: now };
    const { count } = await tx.escalation.createMany({
      data: { ...data, priority: priorityOf(cause), requestedBy: by?.userId ?? null, updatedAt: now },
      skipDuplicates: true,
    });
    if (count === 0) ended.push(...(await beginAnew(tx, { organizationId, escalationId, callId }, now)));
    else {
      const record = { action: "escalation.raised", targetType: "escalation", targetId: escalationId };
      await recordAudit(tx, context, { ...record, details: { callId, cause, mode, target: target.kind } }, now);
    }
    const escalation = await requireEscalation(tx, organizationId, escalationId);
    if (count > 0) await tellWebhooksOfEscalation(tx, organizationId, "escalation.triggered", escalation, now);
    const told = count > 0 ? await tellMembers(tx, organizationId, escalation, by?.userId ?? null, now) : [];
    return { escalation, isNew: count > 0, ended, told };
  });
  stopRinging(organizationId, ended);
  announceEscalation(organizationId, isNew ? "escalation.triggered" : "escalation.updated", escalation);
  void announceNews(told);
  return escalation;
}

/** All who could see to it, but not who asked for it. */
function tellMembers(
  tx: Transaction,
  organizationId: string,
  { id: escalationId, callId, businessName, reason, priority }: EscalationResource,
  except: string | null,
  now: Date,
): Promise<Told[]> {
  const news = escalationNews({ escalationId, callId, businessName, reason, priority });
  return writeNews(askByPrisma(tx), { organizationId, permission: "escalations.handle", except }, news, now);
}

/** A call is brought to one person at a time. */
async function settleOthers(
  tx: Transaction,
  { organizationId, callId, escalationId }: { organizationId: string; callId: string; escalationId: string },
  now: Date,
): Promise<EndedOffer[]> {
  const ended: EndedOffer[] = [];
  const open = await tx.escalation.findMany({
    where: { organizationId, callId, id: { not: escalationId }, state: { in: ["waiting", "in_progress"] } },
  });
  for (const { id, state, humanAgentId, resolution, releasedAt } of open) {
    ended.push(...(await endRinging(tx, { organizationId, escalationId: id }, "withdrawn", now)));
    const wasTaken = state === "in_progress";
    await tx.escalation.update({
      where: { organizationId_id: { organizationId, id } },
      data: {
        state: wasTaken ? "completed" : "abandoned",
        resolution: resolution ?? (wasTaken ? "Handed on to somebody else" : "Somebody else was asked for"),
        settledAt: now,
        ...(wasTaken ? { releasedAt: releasedAt ?? now } : {}),
        updatedAt: now,
      },
    });
    if (humanAgentId !== null) await freePerson(tx, { organizationId, humanAgentId }, now);
    if (wasTaken) {
      const settled = await requireEscalation(tx, organizationId, id);
      await tellWebhooksOfEscalation(tx, organizationId, "escalation.completed", settled, now);
    }
  }
  return ended;
}

async function beginAnew(
  tx: Transaction,
  { organizationId, escalationId, callId }: { organizationId: string; escalationId: string; callId: string },
  now: Date,
): Promise<EndedOffer[]> {
  const where = { organizationId_id: { organizationId, id: escalationId } };
  const known = await tx.escalation.findUnique({ where });
  // Somebody else's id, or of another call.
  if (!known || known.callId !== callId) throw new ServiceError("NOT_FOUND", "There is no such call.");
  const ended = await endRinging(tx, { organizationId, escalationId }, "withdrawn", now);
  if (!mayBecome(known.state, "waiting") || known.connectedAt !== null) return ended;
  await tx.escalationOffer.updateMany({
    where: { organizationId, escalationId, state: "accepted" },
    data: { state: "failed" },
  });
  await tx.escalation.update({
    where,
    data: { ...NOBODY_CAME, settledAt: null, releasedAt: null, updatedAt: now },
  });
  if (known.humanAgentId !== null) await freePerson(tx, { organizationId, humanAgentId: known.humanAgentId }, now);
  return ended;
}
