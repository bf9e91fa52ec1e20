import { UpdateNumberInput } from "@/lib/contracts/api/phone-numbers";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { forwardProblem } from "./forward-problem";
import { getNumber } from "./get-number";
import { lockNumber } from "./lock-number";
import type { NumberDeps } from "./number-deps";
import { repairWebhooks } from "./repair-webhooks";

/**
 * Changes a number's label and where its calls go when no agent can answer. The carrier is told the new fallback at once; if it cannot be
 * reached the change stands and the number shows what is missing. Needs `numbers.write`. Throws INVALID, NOT_FOUND, CONFLICT. Audited.
 */
export async function updateNumber(
  context: ServiceContext,
  numberId: string,
  input: UpdateNumberInput,
  deps: NumberDeps,
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.write");
  const { label, fallbackNumber, fallbackMessage } = parseInput(UpdateNumberInput, input);
  const { organizationId } = context;
  const e164 = await withTenant(organizationId, async (tx) => {
    const number = await lockNumber(tx, organizationId, numberId);
    const problem = fallbackNumber === null ? null : await forwardProblem(tx, organizationId, fallbackNumber);
    if (problem)
      throw new ServiceError("INVALID", `Check fallbackNumber: ${problem}.`, { fields: { fallbackNumber: problem } });
    await tx.phoneNumber.update({
      where: { organizationId_id: { organizationId, id: numberId } },
      data: { label, fallbackNumber, fallbackMessage, updatedAt: deps.now },
    });
    const details = { label, hasFallbackNumber: fallbackNumber !== null, hasFallbackMessage: fallbackMessage !== null };
    await recordAudit(
      tx,
      context,
      { action: "number.updated", targetType: "phone_number", targetId: numberId, details },
      deps.now,
    );
    return number.e164;
  });
  forgetNumbers(e164);
  await repairWebhooks(organizationId, numberId, deps);
  return getNumber(context, numberId, deps.now);
}
