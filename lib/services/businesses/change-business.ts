import { z } from "zod";
import type { BusinessConfig, BusinessProfile, BusinessSettingsChange } from "@/lib/contracts/api/businesses";
import type { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { overridesOf } from "@/lib/domain/businesses/default-settings";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { BUSINESS_CONFIG_SELECT, toBusinessConfig } from "./business-row";

export type BusinessChange = Partial<BusinessProfile> & BusinessSettingsChange;

export type ChangeOptions = {
  now?: Date;
  /** `updatedAt` of what the change was made from: refused with CONFLICT when somebody changed it since. */
  expectedUpdatedAt?: string | undefined;
};

/** Telephone numbers and addresses may be somebody's own: the audit says that they changed, not from what to what. */
const UNSAID: ReadonlySet<string> = new Set(["fallbackNumber", "contact"]);

/**
 * Changes what is given of a business, its settings kept as what differs from its type's defaults. Throws NOT_FOUND, for another
 * organization's too. Audited with what changed; nothing changed, nothing is written.
 */
export async function changeBusiness(
  context: ServiceContext,
  businessId: string,
  change: BusinessChange,
  { now = new Date(), expectedUpdatedAt }: ChangeOptions = {},
): Promise<BusinessConfig> {
  const { organizationId } = context;
  const updated = z.uuid().safeParse(businessId).success
    ? await withTenant(organizationId, async (tx) => {
        const where = { organizationId_id: { organizationId, id: businessId } };
        await tx.$executeRaw`select 1 from businesses where organization_id = ${organizationId}::uuid and id = ${businessId}::uuid for update`;
        const row = await tx.business.findUnique({ where, select: BUSINESS_CONFIG_SELECT });
        if (!row) return null;
        const before = toBusinessConfig(row);
        if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== before.updatedAt)
          throw new ServiceError("CONFLICT", await whoWasQuicker(tx, organizationId, before));
        const after = { ...before, ...change };
        const changes = changesOf(before, after, Object.keys(change) as (keyof BusinessChange)[]);
        if (Object.keys(changes.after).length === 0) return before;
        const { quality, escalation, ...profile } = change;
        const settings = overridesOf(after, {
          quality: quality ?? before.quality,
          escalation: escalation ?? before.escalation,
        });
        const changed = await tx.business.update({
          where,
          data: { ...profile, settings: settings as Prisma.InputJsonValue, updatedAt: now },
          select: BUSINESS_CONFIG_SELECT,
        });
        await recordAudit(
          tx,
          context,
          { action: "business.updated", targetType: "business", targetId: businessId, details: changes },
          now,
        );
        return toBusinessConfig(changed);
      })
    : null;
  if (!updated) throw new ServiceError("NOT_FOUND", "There is no such business.");
  return updated;
}

async function whoWasQuicker(tx: Transaction, organizationId: string, business: BusinessConfig): Promise<string> {
  const last = await tx.auditEntry.findFirst({
    where: { organizationId, targetType: "business", targetId: business.id },
    orderBy: { seq: "desc" },
    select: { actorName: true },
  });
  return `${last?.actorName ?? "Somebody"} changed ${business.name} while you were editing it. What you typed is still here: look at theirs in another tab, then save again.`;
}

type Changes = Record<"before" | "after", Record<string, unknown>>;

function changesOf(before: BusinessConfig, after: BusinessConfig, names: readonly (keyof BusinessChange)[]): Changes {
  const changes: Changes = { before: {}, after: {} };
  for (const name of names) {
    if (isSame(before[name], after[name])) continue;
    changes.before[name] = UNSAID.has(name) ? "not shown" : before[name];
    changes.after[name] = UNSAID.has(name) ? "not shown" : after[name];
  }
  return changes;
}
