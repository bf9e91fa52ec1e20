import { z } from "zod";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

const Input = z.object({ id: z.uuid("it must be a kill switch's id") });

/**
 * Lets calls happen again. Clearing twice changes nothing. Needs `kill_switch.set`; throws NOT_FOUND for a switch that is not the
 * organization's own, the platform's included.
 */
export async function clearKillSwitch(context: ServiceContext, rawInput: z.input<typeof Input>): Promise<void> {
  requirePermission(context, "kill_switch.set");
  const { id } = parseInput(Input, rawInput);
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const standing = await tx.killSwitch.findFirst({ where: { id, organizationId } });
    if (!standing) throw new ServiceError("NOT_FOUND", "There is no such kill switch.");
    if (!standing.active) return;
    await tx.killSwitch.update({ where: { id }, data: { active: false, clearedAt: new Date() } });
    await recordAudit(tx, context, {
      action: "kill_switch.cleared",
      targetType: standing.scope,
      targetId: standing.targetId ?? organizationId,
      details: { killSwitchId: id },
    });
  });
}

/** Clears every platform switch; for the installation's command line. Returns how many there were. */
export async function clearPlatformKillSwitches(): Promise<number> {
  const { count } = await withSystem("platform kill switch", (tx) =>
    tx.killSwitch.updateMany({
      where: { scope: "platform", active: true },
      data: { active: false, clearedAt: new Date() },
    }),
  );
  return count;
}
