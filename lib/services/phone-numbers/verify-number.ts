import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { getNumber } from "./get-number";
import { lockNumber } from "./lock-number";
import type { NumberDeps } from "./number-deps";
import { checkWebhooks, repairWebhooks } from "./repair-webhooks";

/**
 * Reads a number's addresses at the carrier and compares them with ours; with `repair` sets them first where they differ. Answers with the
 * number as it then stands. Needs `numbers.write`; throws NOT_FOUND and CONFLICT. A repair is audited.
 */
export async function verifyNumber(
  context: ServiceContext,
  numberId: string,
  { repair }: { repair: boolean },
  deps: NumberDeps,
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.write");
  const { organizationId } = context;
  await withTenant(organizationId, (tx) => lockNumber(tx, organizationId, numberId));
  const seen = await (repair ? repairWebhooks : checkWebhooks)(organizationId, numberId, deps);
  if (repair) {
    await withTenant(organizationId, (tx) =>
      recordAudit(
        tx,
        context,
        {
          action: "number.webhooks_repaired",
          targetType: "phone_number",
          targetId: numberId,
          details: { state: seen.state },
        },
        deps.now,
      ),
    );
  }
  return getNumber(context, numberId, deps.now);
}
