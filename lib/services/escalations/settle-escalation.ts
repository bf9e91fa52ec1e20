import { CompleteEscalationInput, UpdateEscalationInput } from "@/lib/contracts/escalation-changes";
import type { EscalationResource, EscalationState } from "@/lib/contracts/escalations";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { escalationNews } from "@/lib/domain/notifications/news";
import { mayBecome, STATE_WORDS } from "@/lib/domain/escalation/states";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { announceNews } from "../notifications/notify";
import { askByPrisma, writeNews } from "../notifications/write-news";
import { requirePermission } from "../require-permission";
import { announceEscalation } from "./announce";
import { type EndedOffer, stopRinging } from "./ended-offers";
import { lockEscalation, noSuchEscalation, requireEscalation } from "./escalation-rows";
import { endRinging } from "./person-state";
import { tellWebhooksOfEscalation } from "./tell-webhooks-of-escalation";

/** Settles an escalation, with how. Needs `escalations.handle`; throws NOT_FOUND, CONFLICT when it is settled already. Audited, without the words. */
export async function completeEscalation(
  context: ServiceContext,
  escalationId: string,
  input: CompleteEscalationInput,
  now = new Date(),
): Promise<EscalationResource> {
  const { resolution } = parseInput(CompleteEscalationInput, input);
  return change(context, escalationId, "escalation.completed", now, (row) => {
    requireStep(row.state, "completed");
    return {
      state: "completed",
      settledAt: now,
      settledBy: userIdOf(context),
      ...(resolution === "" ? {} : { resolution }),
    };
  });
}

/** Opens what was settled or abandoned again: somebody gets back to the caller. Needs `escalations.handle`; throws NOT_FOUND, CONFLICT. Audited. */
export async function reopenEscalation(
  context: ServiceContext,
  escalationId: string,
  now = new Date(),
): Promise<EscalationResource> {
  return change(context, escalationId, "escalation.reopened", now, (row, { caller }) => {
    requireStep(row.state, "callback");
    if (row.state !== "completed" && row.state !== "abandoned")
      throw new ServiceError("CONFLICT", `It is ${STATE_WORDS[row.state]}, so there is nothing to reopen.`);
    const number = row.callbackNumber ?? (/^\+\d{7,15}$/.test(caller) ? caller : null);
    return { state: "callback", reopenedAt: now, settledAt: null, settledBy: null, callbackNumber: number };
  });
}

/** Changes how urgent it is, who looks after it, how it was settled or whom to call back. Needs `escalations.handle`; throws NOT_FOUND, INVALID. Audited. */
export async function updateEscalation(
  context: ServiceContext,
  escalationId: string,
  input: UpdateEscalationInput,
  now = new Date(),
): Promise<EscalationResource> {
  const wanted = parseInput(UpdateEscalationInput, input);
  return change(context, escalationId, "escalation.updated", now, async (row, { tx }) => {
    const { humanAgentId } = wanted;
    const isHeld = row.acceptedAt !== null && row.releasedAt === null;
    if (humanAgentId !== undefined && (row.state === "waiting" || isHeld))
      throw new ServiceError("CONFLICT", "The call is still going on: transfer it to bring it to somebody else.");
    const { organizationId } = context;
    if (humanAgentId && (await tx.humanAgent.count({ where: { organizationId, id: humanAgentId } })) === 0) {
      const problem = "there is no such person";
      throw new ServiceError("INVALID", `Check humanAgentId: ${problem}.`, { fields: { humanAgentId: problem } });
    }
    return wanted;
  });
}

type Row = NonNullable<Awaited<ReturnType<typeof lockEscalation>>>;
type Change = Partial<Omit<Row, "organizationId" | "id" | "target" | "packet">>;

async function change(
  context: ServiceContext,
  escalationId: string,
  action: "escalation.completed" | "escalation.reopened" | "escalation.updated",
  now: Date,
  changeOf: (row: Row, more: { tx: Transaction; caller: string }) => Change | Promise<Change>,
): Promise<EscalationResource> {
  requirePermission(context, "escalations.handle");
  const { organizationId } = context;
  const { escalation, ended, told } = await withTenant(organizationId, async (tx) => {
    const row = await lockEscalation(tx, organizationId, escalationId);
    if (!row) throw noSuchEscalation();
    const { caller } = await requireEscalation(tx, organizationId, escalationId);
    const data = await changeOf(row, { tx, caller });
    const ended: EndedOffer[] =
      data.state === "completed" ? await endRinging(tx, { organizationId, escalationId }, "withdrawn", now) : [];
    const where = { organizationId_id: { organizationId, id: escalationId } };
    await tx.escalation.update({ where, data: { ...data, updatedAt: now } });
    const record = { action, targetType: "escalation", targetId: escalationId };
    await recordAudit(tx, context, { ...record, details: { before: row.state, changed: Object.keys(data) } }, now);
    const escalation = await requireEscalation(tx, organizationId, escalationId);
    if (data.state === "completed")
      await tellWebhooksOfEscalation(tx, organizationId, "escalation.completed", escalation, now);
    const audience = { organizationId, permission: "escalations.handle" as const, except: userIdOf(context) };
    const news = escalationNews({ escalationId, ...escalation });
    const told = data.reopenedAt ? await writeNews(askByPrisma(tx), audience, news, now) : [];
    return { escalation, ended, told };
  });
  stopRinging(organizationId, ended);
  void announceNews(told);
  const name = action === "escalation.completed" ? action : "escalation.updated";
  announceEscalation(organizationId, name, escalation);
  return escalation;
}

function requireStep(from: EscalationState, to: EscalationState): void {
  if (from === to || !mayBecome(from, to)) throw new ServiceError("CONFLICT", `It is ${STATE_WORDS[from]}.`);
}

const userIdOf = ({ actor }: ServiceContext): string | null => (actor.kind === "user" ? actor.id : null);
