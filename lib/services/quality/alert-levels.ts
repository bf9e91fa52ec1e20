import type { Transaction } from "@/lib/db/transaction";
import { settingsOf } from "@/lib/domain/businesses/default-settings";
import { overridesIn } from "../businesses/business-row";

/** By business, the score below which a call of it is low. */
export async function alertLevels(tx: Transaction, organizationId: string): Promise<Map<string, number>> {
  const rows = await tx.business.findMany({
    where: { organizationId },
    select: { id: true, type: true, industry: true, settings: true },
  });
  return new Map(rows.map((row) => [row.id, settingsOf(row, overridesIn(row.settings)).quality.alertBelow]));
}
