import { z } from "zod";
import { BusinessProfile, type BusinessResource } from "@/lib/contracts/api/businesses";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";
import { requirePermission } from "../require-permission";
import { BUSINESS_SELECT, toBusiness } from "./business-row";

/** A telephone number may be somebody's own: the audit says that it changed, not from what to what. */
const UNSAID: ReadonlySet<string> = new Set(["fallbackNumber"]);

/**
 * Replaces a business's profile by the one given, whole. Calls in progress go on with what they began with. Needs `businesses.write`; throws
 * NOT_FOUND, for another organization's too. Audited with what changed.
 */
export async function updateBusiness(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  now = new Date(),
): Promise<BusinessResource> {
  requirePermission(context, "businesses.write");
  const profile = parseInput(BusinessProfile, input);
  refuseUndialable(profile.fallbackNumber);
  const { organizationId } = context;
  const updated = z.uuid().safeParse(businessId).success
    ? await withTenant(organizationId, async (tx) => {
        const where = { organizationId_id: { organizationId, id: businessId } };
        await tx.$executeRaw`select 1 from businesses where organization_id = ${organizationId}::uuid and id = ${businessId}::uuid for update`;
        const row = await tx.business.findUnique({ where, select: BUSINESS_SELECT });
        if (!row) return null;
        const changes = changesOf(toBusiness(row), profile);
        if (Object.keys(changes.after).length === 0) return toBusiness(row);
        const changed = await tx.business.update({
          where,
          data: { ...profile, updatedAt: now },
          select: BUSINESS_SELECT,
        });
        await recordAudit(
          tx,
          context,
          { action: "business.updated", targetType: "business", targetId: businessId, details: changes },
          now,
        );
        return toBusiness(changed);
      })
    : null;
  if (!updated) throw new ServiceError("NOT_FOUND", "There is no such business.");
  return updated;
}

/** Calls are handed on to it: what may not be called may not stand there. */
function refuseUndialable(number: string | null): void {
  const dialable = number === null ? null : dialableNumber(number);
  if (dialable === null || dialable.ok) return;
  throw new ServiceError("INVALID", `Check fallbackNumber: ${dialable.problem}.`, {
    fields: { fallbackNumber: dialable.problem },
  });
}

type Changes = Record<"before" | "after", Record<string, unknown>>;

function changesOf(before: BusinessProfile, after: BusinessProfile): Changes {
  const changes: Changes = { before: {}, after: {} };
  for (const name of Object.keys(after) as (keyof BusinessProfile)[]) {
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    changes.before[name] = UNSAID.has(name) ? "not shown" : before[name];
    changes.after[name] = UNSAID.has(name) ? "not shown" : after[name];
  }
  return changes;
}
