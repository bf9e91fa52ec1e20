import type { ConnectionMode, ConnectionVendor } from "@/lib/contracts/connections";
import { withTenant } from "@/lib/db/transaction";
import { vendorsEnv } from "@/lib/env/vendors";
import { type AccountOf, ownAccount } from "./accounts";
import { modeOf, openCredentials } from "./connection-row";
import { installationAccount } from "./installation";

export type UsedAccount<V extends ConnectionVendor> = {
  mode: ConnectionMode;
  /** Grows with every change; 0 where the organization has chosen nothing. */
  revision: number;
  /** Null: nothing is connected, or the installation's, which this process does not know. */
  account: AccountOf[V] | null;
};

/**
 * Whose account an organization uses at a vendor, credentials included: never for the outside. Throws when its own can't be opened: nothing
 * else may be used in its place.
 */
export function accountFor<V extends ConnectionVendor>(organizationId: string, vendor: V): Promise<UsedAccount<V>> {
  return withTenant(organizationId, async (tx) => {
    const row = await tx.vendorConnection.findUnique({
      where: { organizationId_vendor: { organizationId, vendor } },
      select: { mode: true, revision: true, sealedCredentials: true },
    });
    const mode = modeOf(vendor, row?.mode);
    const revision = row?.revision ?? 0;
    if (mode !== "own" || !row?.sealedCredentials) {
      return { mode, revision, account: mode === "none" ? null : installationAccount(vendor) };
    }
    const credentials = await openCredentials(tx, organizationId, vendor, row.sealedCredentials);
    return { mode, revision, account: ownAccount(vendor, credentials, vendorsEnv()) };
  });
}
