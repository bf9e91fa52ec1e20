import { z } from "zod";
import type { BusinessConfig } from "@/lib/contracts/api/businesses";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { BUSINESS_CONFIG_SELECT, toBusinessConfig } from "./business-row";

/** A business's profile with the settings in force for it. Needs `businesses.read`; throws NOT_FOUND, for another organization's too. */
export async function getBusinessConfig(context: ServiceContext, businessId: string): Promise<BusinessConfig> {
  requirePermission(context, "businesses.read");
  const { organizationId } = context;
  const row = z.uuid().safeParse(businessId).success
    ? await withTenant(organizationId, (tx) =>
        tx.business.findUnique({
          where: { organizationId_id: { organizationId, id: businessId } },
          select: BUSINESS_CONFIG_SELECT,
        }),
      )
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such business.");
  return toBusinessConfig(row);
}
