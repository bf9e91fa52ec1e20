import { type DialPolicy, SetDialPolicyInput } from "@/lib/contracts/api/caller-ids";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { readDialPolicy } from "./get-dial-policy";

/** Says where the organization's calls may go. Needs `numbers.write`. Throws INVALID. Audited with what changed. */
export async function setDialPolicy(
  context: ServiceContext,
  input: SetDialPolicyInput,
  now = new Date(),
): Promise<DialPolicy> {
  requirePermission(context, "numbers.write");
  const { allowedCountries } = parseInput(SetDialPolicyInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await readDialPolicy(tx, organizationId);
    if (allowedCountries === null) await tx.dialPolicy.deleteMany({ where: { organizationId } });
    else {
      const data = { allowedCountries: [...new Set(allowedCountries)].sort(), updatedAt: now };
      await tx.dialPolicy.upsert({
        where: { organizationId },
        create: { organizationId, ...data },
        update: data,
      });
    }
    const after = await readDialPolicy(tx, organizationId);
    const details = { before: before.allowedCountries, after: after.allowedCountries };
    await recordAudit(
      tx,
      context,
      { action: "dial_policy.updated", targetType: "organization", targetId: organizationId, details },
      now,
    );
    return after;
  });
}
