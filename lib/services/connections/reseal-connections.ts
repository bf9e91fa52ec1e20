import { ConnectionVendor } from "@/lib/contracts/connections";
import type { Transaction } from "@/lib/db/transaction";
import { openCredentials, sealCredentials } from "./connection-row";

/** Seals an organization's credentials with its newest key. What they are does not change, nor does their revision. */
export async function resealConnections(tx: Transaction, organizationId: string): Promise<void> {
  const rows = await tx.vendorConnection.findMany({
    where: { organizationId, sealedCredentials: { not: null } },
    select: { vendor: true, sealedCredentials: true },
  });
  for (const { vendor: name, sealedCredentials } of rows) {
    const vendor = ConnectionVendor.parse(name);
    const credentials = await openCredentials(tx, organizationId, vendor, sealedCredentials ?? "");
    await tx.vendorConnection.update({
      where: { organizationId_vendor: { organizationId, vendor } },
      data: { sealedCredentials: await sealCredentials(tx, organizationId, vendor, credentials) },
    });
  }
}
