import { z } from "zod";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

const Reason = z.string().trim().min(1, "say why, in a few words").max(500);

export const SetKillSwitchInput = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("organization"), reason: Reason }),
  z.object({ scope: z.literal("agent"), targetId: z.uuid("it must be an agent's id"), reason: Reason }),
  z.object({ scope: z.literal("call"), targetId: z.uuid("it must be a call's id"), reason: Reason }),
]);
export type SetKillSwitchInput = z.input<typeof SetKillSwitchInput>;

/**
 * Stops everything in scope: no new call within 2 s, calls in progress ended within 5 s. Setting it twice is one switch.
 * Needs `kill_switch.set`; throws NOT_FOUND for an agent or call the organization does not have. Returns the switch's id.
 */
export async function setKillSwitch(context: ServiceContext, rawInput: SetKillSwitchInput): Promise<{ id: string }> {
  requirePermission(context, "kill_switch.set");
  const input = parseInput(SetKillSwitchInput, rawInput);
  const { organizationId } = context;
  const targetId = input.scope === "organization" ? null : input.targetId;

  return withTenant(organizationId, async (tx) => {
    if (targetId !== null) {
      const where = { organizationId, id: targetId };
      const found = await (input.scope === "agent" ? tx.agent.count({ where }) : tx.call.count({ where }));
      if (found === 0) throw new ServiceError("NOT_FOUND", `There is no such ${input.scope}.`);
    }
    const standing = await tx.killSwitch.findFirst({
      where: { organizationId, scope: input.scope, targetId, active: true },
    });
    if (standing) return { id: standing.id };
    const created = await tx.killSwitch.create({
      data: { organizationId, scope: input.scope, targetId, reason: input.reason, setBy: context.actor.id },
    });
    await recordAudit(tx, context, {
      action: "kill_switch.set",
      targetType: input.scope,
      targetId: targetId ?? organizationId,
      details: { killSwitchId: created.id },
    });
    return { id: created.id };
  });
}

/** Stops all calls of all organizations. For whoever runs the installation, from its command line: there is no web or REST way. */
export async function setPlatformKillSwitch(input: { reason: string; setBy: string }): Promise<{ id: string }> {
  const reason = parseInput(Reason, input.reason);
  return withSystem("platform kill switch", async (tx) => {
    const standing = await tx.killSwitch.findFirst({ where: { scope: "platform", active: true } });
    if (standing) return { id: standing.id };
    const data = { scope: "platform" as const, reason, setBy: input.setBy };
    return { id: (await tx.killSwitch.create({ data })).id };
  });
}
