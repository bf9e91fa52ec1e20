import type { ConnectionVendor } from "@/lib/contracts/connections";
import { withTenant } from "@/lib/db/transaction";

const MOST_CHARS = 300;

/** A vendor refused an organization's own account in a call: shown with the connection until it is checked or changed. */
export async function noteRefusal(
  organizationId: string,
  refused: { vendor: ConnectionVendor; revision: number; message: string },
  at: Date,
): Promise<void> {
  const { vendor, revision, message } = refused;
  await withTenant(
    organizationId,
    (tx) => tx.$executeRaw`update vendor_connections set refused_at = ${at}, refusal = ${message.slice(0, MOST_CHARS)}
      where organization_id = ${organizationId}::uuid and vendor = ${vendor} and revision = ${revision}`,
  );
}
