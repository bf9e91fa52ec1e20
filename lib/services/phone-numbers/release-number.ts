import { ReleaseNumberInput } from "@/lib/contracts/api/phone-numbers";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { carrierProblem, isDefinite } from "./carrier-problem";
import { lockNumber } from "./lock-number";
import type { NumberDeps } from "./number-deps";

/**
 * Lets a number go: given back at the carrier, where anybody may buy it, or with `keepAtCarrier` only taken out of Aybiza. `confirm` is the
 * number typed again. Its calls ring nowhere from now on; those in progress go on. Needs `numbers.write`. Throws INVALID (not the number),
 * NOT_FOUND, CONFLICT, RATE_LIMITED, and UNAVAILABLE when nobody knows whether it was given back: it is then tried again. Audited.
 */
export async function releaseNumber(
  context: ServiceContext,
  numberId: string,
  input: ReleaseNumberInput,
  deps: Pick<NumberDeps, "carrier" | "now">,
): Promise<{ id: string; e164: string; releasedAt: string }> {
  requirePermission(context, "numbers.write");
  const { confirm, keepAtCarrier } = parseInput(ReleaseNumberInput, input);
  const { organizationId } = context;
  const number = await withTenant(organizationId, async (tx) => {
    const found = await lockNumber(tx, organizationId, numberId, ["ready", "releasing"]);
    if (digitsOf(confirm) !== digitsOf(found.e164)) {
      const problem = `type ${found.e164} to confirm`;
      throw new ServiceError("INVALID", `Check confirm: ${problem}.`, { fields: { confirm: problem } });
    }
    await tx.phoneNumber.update({
      where: { organizationId_id: { organizationId, id: numberId } },
      data: { state: "releasing", active: false, updatedAt: deps.now },
    });
    // At once: broken off in between, a number that is being released would be given back after all.
    if (keepAtCarrier) await removeIn(tx, context, numberId, { e164: found.e164, keepAtCarrier }, deps.now);
    return found;
  });
  forgetNumbers(number.e164);
  if (!keepAtCarrier) {
    await giveBack(organizationId, numberId, number, deps);
    await removeReleased(context, numberId, { e164: number.e164, keepAtCarrier }, deps.now);
  }
  return { id: numberId, e164: number.e164, releasedAt: deps.now.toISOString() };
}

const digitsOf = (text: string): string => text.replace(/\D/g, "");

async function giveBack(
  organizationId: string,
  numberId: string,
  { e164, providerSid }: { e164: string; providerSid: string | null },
  { carrier }: Pick<NumberDeps, "carrier">,
): Promise<void> {
  try {
    const sid = providerSid ?? (await carrier.findNumber(e164))?.sid;
    if (sid) await carrier.releaseNumber(sid);
  } catch (error) {
    if (isDefinite(error)) {
      await withTenant(organizationId, (tx) =>
        tx.phoneNumber.updateMany({
          where: { organizationId, id: numberId, state: "releasing" },
          data: { state: "ready", active: true },
        }),
      );
      forgetNumbers(e164);
    }
    throw carrierProblem(
      error,
      "Twilio did not say in time whether the number was given back. It answers no more, and giving it back is tried again.",
    );
  }
}

type Remover = Pick<ServiceContext, "organizationId" | "actor" | "requestId" | "ip">;
type Released = { e164: string; keepAtCarrier: boolean };

/** Takes a number that is given back out of the organization. */
export const removeReleased = (context: Remover, numberId: string, details: Released, now: Date): Promise<void> =>
  withTenant(context.organizationId, (tx) => removeIn(tx, context, numberId, details, now));

async function removeIn(tx: Transaction, context: Remover, numberId: string, details: Released, now: Date) {
  const { organizationId } = context;
  const { count } = await tx.phoneNumber.deleteMany({ where: { organizationId, id: numberId, state: "releasing" } });
  if (count === 0) return;
  const entry = { action: "number.released", targetType: "phone_number", targetId: numberId, details };
  await recordAudit(tx, context, entry, now);
}
