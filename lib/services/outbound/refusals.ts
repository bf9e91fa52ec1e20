import type { Transaction } from "@/lib/db/transaction";
import type { Refusal } from "@/lib/domain/billing/usage";
import { type ActiveKillSwitch, killSwitchCovering } from "@/lib/domain/call/kill-switch";
import { ServiceError } from "../errors";

/** Why a call that somebody starts is refused, for that person. */
export const REFUSED_BY_PLAN: Readonly<Record<Refusal, string>> = {
  trial_ended: "The trial has ended. Choose a plan under Billing, then call again.",
  unpaid: "The subscription has ended or is not paid. See Billing.",
  limit_reached:
    "What the plan includes is used up for this month. Choose a larger plan under Billing, or wait for the next month.",
};

/** Throws CONFLICT while a kill switch covers the call. */
export async function refuseWhenKilled(
  tx: Transaction,
  call: { organizationId: string; agentId: string },
): Promise<void> {
  const switches: ActiveKillSwitch[] = await tx.killSwitch.findMany({
    where: { active: true, OR: [{ scope: "platform" }, { organizationId: call.organizationId }] },
  });
  const killed = killSwitchCovering(switches, call);
  if (killed) throw new ServiceError("CONFLICT", `Calls are stopped: ${killed.reason}. Clear the kill switch first.`);
}
