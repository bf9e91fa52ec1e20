import { z } from "zod";
import type { BusinessResource } from "@/lib/contracts/api/businesses";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { BUSINESS_SELECT, toBusiness } from "./business-row";

/** A business's profile. Needs `businesses.read`; throws NOT_FOUND, for another organization's too. */
export async function getBusiness(context: ServiceContext, businessId: string): Promise<BusinessResource> {
  requirePermission(context, "businesses.read");
  const { organizationId } = context;
  const row = z.uuid().safeParse(businessId).success
    ? await withTenant(organizationId, (tx) =>
        tx.business.findUnique({
          where: { organizationId_id: { organizationId, id: businessId } },
          select: BUSINESS_SELECT,
        }),
      )
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such business.");
  return toBusiness(row);
}
