import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadNumber } from "./load-number";
import { toPhoneNumber } from "./number-rows";

/** One of the organization's numbers. Needs `numbers.read`; throws NOT_FOUND, for another organization's too. */
export async function getNumber(
  context: ServiceContext,
  numberId: string,
  now = new Date(),
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.read");
  const { organizationId } = context;
  const row = await withTenantSql(organizationId, (sql) => loadNumber(sql, organizationId, numberId));
  return toPhoneNumber(row, now);
}
