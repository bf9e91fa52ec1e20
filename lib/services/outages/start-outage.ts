import { v7 as uuidv7 } from "uuid";
import { type OutageResource, StartOutageInput } from "@/lib/contracts/api/outages";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { forwardProblem } from "../phone-numbers/forward-problem";
import { requirePermission } from "../require-permission";
import { OUTAGE_INCLUDE, toOutage } from "./outage-row";

/**
 * From now on callers of a number, a business or the whole organization hear a message or are handed on, and no agent answers; in force
 * within seconds everywhere. Calls in progress go on. Starting it again changes what callers get. Needs `outages.set`. Throws INVALID and
 * NOT_FOUND. Audited.
 */
export async function startOutage(
  context: ServiceContext,
  input: StartOutageInput,
  now = new Date(),
): Promise<OutageResource> {
  requirePermission(context, "outages.set");
  const { phoneNumberId, businessId, message, forwardTo } = parseInput(StartOutageInput, input);
  if (phoneNumberId !== undefined && businessId !== undefined) {
    const problem = "name a number or a business, not both";
    throw new ServiceError("INVALID", `Check businessId: ${problem}.`, { fields: { businessId: problem } });
  }
  const { organizationId, actor } = context;
  const scope = phoneNumberId !== undefined ? "number" : businessId !== undefined ? "business" : "organization";
  const outage = await withTenant(organizationId, async (tx) => {
    await requireTarget(tx, organizationId, { phoneNumberId, businessId });
    const problem = forwardTo === null ? null : await forwardProblem(tx, organizationId, forwardTo);
    if (problem) throw new ServiceError("INVALID", `Check forwardTo: ${problem}.`, { fields: { forwardTo: problem } });
    const target = { scope, businessId: businessId ?? null, phoneNumberId: phoneNumberId ?? null } as const;
    // One at a time of each thing, however many start it at once.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`outages:${organizationId}`}))`;
    const running = await tx.outage.findFirst({ where: { organizationId, endedAt: null, ...target } });
    const id = running?.id ?? uuidv7();
    const data = { message, forwardTo, startedByName: actor.name };
    const row = await tx.outage.upsert({
      where: { organizationId_id: { organizationId, id } },
      create: { organizationId, id, ...target, ...data, startedAt: now },
      update: data,
      include: OUTAGE_INCLUDE,
    });
    const action = running ? "outage.changed" : "outage.started";
    const details = { scope, businessId, phoneNumberId, forwards: forwardTo !== null };
    await recordAudit(tx, context, { action, targetType: "outage", targetId: id, details }, now);
    return toOutage(row);
  });
  forgetNumbers();
  return outage;
}

async function requireTarget(
  tx: Transaction,
  organizationId: string,
  { phoneNumberId, businessId }: { phoneNumberId: string | undefined; businessId: string | undefined },
): Promise<void> {
  if (
    phoneNumberId !== undefined &&
    (await tx.phoneNumber.count({ where: { organizationId, id: phoneNumberId } })) === 0
  )
    throw new ServiceError("NOT_FOUND", "There is no such phone number.");
  if (businessId !== undefined && (await tx.business.count({ where: { organizationId, id: businessId } })) === 0)
    throw new ServiceError("NOT_FOUND", "There is no such business.");
}
