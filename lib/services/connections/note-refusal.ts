import type { ConnectionVendor } from "@/lib/contracts/connections";
import { withTenant } from "@/lib/db/transaction";
import { connectionNews } from "@/lib/domain/notifications/news";
import { announceNews } from "../notifications/notify";
import { askByPrisma, writeNews } from "../notifications/write-news";

const MOST_CHARS = 300;

/**
 * A vendor refused an organization's own account in a call: shown with the connection until it is checked or changed, and told once to those
 * who may do something about it.
 */
export async function noteRefusal(
  organizationId: string,
  refused: { vendor: ConnectionVendor; revision: number; message: string },
  at: Date,
): Promise<void> {
  const { vendor, revision } = refused;
  const message = refused.message.slice(0, MOST_CHARS);
  const told = await withTenant(organizationId, async (tx) => {
    const [row] = await tx.$queryRaw<{ checkedAt: Date | null }[]>`
      update vendor_connections set refused_at = ${at}, refusal = ${message}
      where organization_id = ${organizationId}::uuid and vendor = ${vendor} and revision = ${revision}
      returning checked_at as "checkedAt"`;
    if (!row) return [];
    const news = connectionNews({ vendor, revision, checkedAt: row.checkedAt, message });
    return writeNews(askByPrisma(tx), { organizationId, permission: "connections.write" }, news, at);
  });
  await announceNews(told);
}
