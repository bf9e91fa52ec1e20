import type { Me } from "@/lib/contracts/api/me";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requestsPerMinuteOf } from "./requests-per-minute";

/** Who the caller is to us, and what they may. Whoever is known may ask. */
export async function whoAmI(context: ServiceContext): Promise<Me> {
  const { organizationId, actor } = context;
  const organization = await withTenant(organizationId, (tx) =>
    tx.organization.findUnique({
      where: { id: organizationId },
      select: { id: true, accountId: true, name: true, timeZone: true },
    }),
  );
  if (!organization) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
  return {
    actor,
    organization,
    permissions: [...context.permissions].sort(),
    requestsPerMinute: await requestsPerMinuteOf(organizationId),
  };
}
