import { v7 as uuidv7 } from "uuid";
import { AssignNumberInput } from "@/lib/contracts/api/phone-numbers";
import type { NumberSchedule, NumberTarget, PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { forwardProblem } from "./forward-problem";
import { getNumber } from "./get-number";
import { lockNumber } from "./lock-number";

/**
 * Says who answers a number: one agent at all hours, or a schedule whose first rule that holds decides. All agents of a number work for one
 * business, and the number goes with it. In force at the next ring, seconds later in other processes. Needs `numbers.write`. Throws INVALID
 * naming the rule, and NOT_FOUND. Audited.
 */
export async function assignNumber(
  context: ServiceContext,
  numberId: string,
  input: AssignNumberInput,
  now = new Date(),
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.write");
  const { agentId, schedule } = parseInput(AssignNumberInput, input);
  if ((agentId === undefined) === (schedule === undefined)) {
    const problem = "give an agent or a schedule, one of them";
    throw new ServiceError("INVALID", `Check agentId: ${problem}.`, { fields: { agentId: problem } });
  }
  const targets = schedule ? targetsOf(schedule) : [];
  const { organizationId } = context;
  const e164 = await withTenant(organizationId, async (tx) => {
    const number = await lockNumber(tx, organizationId, numberId);
    for (const { path, target } of targets) await refuseTarget(tx, organizationId, path, target);
    const agents = agentId === undefined ? agentsOf(targets) : [{ path: "agentId", agentId }];
    const businessId = (await businessOf(tx, organizationId, agents)) ?? number.businessId;
    const talks = agents[0]?.agentId ?? null;
    await tx.numberRule.deleteMany({ where: { organizationId, phoneNumberId: numberId } });
    if (schedule) await tx.numberRule.createMany({ data: rowsOf(organizationId, numberId, schedule) });
    await tx.phoneNumber.update({
      where: { organizationId_id: { organizationId, id: numberId } },
      data: { agentId: talks, businessId, updatedAt: now },
    });
    const details = schedule
      ? { rules: schedule.rules.length, agents: agents.map((each) => each.agentId) }
      : { agentId };
    await recordAudit(
      tx,
      context,
      { action: "number.assigned", targetType: "phone_number", targetId: numberId, details },
      now,
    );
    return number.e164;
  });
  forgetNumbers(e164);
  return getNumber(context, numberId, now);
}

type Placed = { path: string; target: NumberTarget };

const targetsOf = ({ rules, otherwise }: NumberSchedule): Placed[] => [
  ...rules.map(({ target }, index) => ({ path: `schedule.rules.${index}.target`, target })),
  { path: "schedule.otherwise", target: otherwise },
];

const agentsOf = (targets: readonly Placed[]) =>
  targets.flatMap(({ path, target }) =>
    target.kind === "agent" ? [{ path: `${path}.agentId`, agentId: target.agentId }] : [],
  );

/** The one business all these agents work for; null without agents. */
async function businessOf(
  tx: Transaction,
  organizationId: string,
  wanted: readonly { path: string; agentId: string }[],
): Promise<string | null> {
  const agents = await tx.agent.findMany({
    where: { organizationId, archivedAt: null, id: { in: wanted.map(({ agentId }) => agentId) } },
    select: { id: true, businessId: true },
  });
  let businessId: string | null = null;
  for (const { path, agentId } of wanted) {
    const agent = agents.find(({ id }) => id === agentId);
    if (!agent) {
      // A path of ours, not an id of theirs, so that a foreign id is one that does not exist.
      const problem = "there is no such agent, or it was archived";
      throw new ServiceError(path === "agentId" ? "NOT_FOUND" : "INVALID", `Check ${path}: ${problem}.`, {
        fields: { [path]: problem },
      });
    }
    if (businessId !== null && agent.businessId !== businessId) {
      const problem = "this agent works for another business than the first one; a number belongs to one";
      throw new ServiceError("INVALID", `Check ${path}: ${problem}.`, { fields: { [path]: problem } });
    }
    ({ businessId } = agent);
  }
  return businessId;
}

/** Calls are handed on: not to what may not be called, nor in a circle. */
async function refuseTarget(
  tx: Transaction,
  organizationId: string,
  path: string,
  target: NumberTarget,
): Promise<void> {
  if (target.kind !== "forward") return;
  const problem = await forwardProblem(tx, organizationId, target.to);
  if (problem)
    throw new ServiceError("INVALID", `Check ${path}.to: ${problem}.`, { fields: { [`${path}.to`]: problem } });
}

function rowsOf(organizationId: string, phoneNumberId: string, { rules, otherwise }: NumberSchedule) {
  return [...rules, { time: { kind: "always" } as const, target: otherwise }].map(({ time, target }, position) => ({
    organizationId,
    id: uuidv7(),
    phoneNumberId,
    position,
    time: time.kind,
    weeklyHours: time.kind === "weekly" ? time.hours : Prisma.DbNull,
    target: target.kind,
    agentId: target.kind === "agent" ? target.agentId : null,
    forwardTo: target.kind === "forward" ? target.to : null,
    message: target.kind === "message" ? target.text : null,
  }));
}
