import type { Transaction } from "@/lib/db/transaction";
import type { Period, Used } from "@/lib/domain/billing/usage";

/** What the ledger says was used in a period, up to this moment. */
export async function usedInPeriod(tx: Transaction, organizationId: string, period: Period): Promise<Used> {
  const sums = await tx.usageEntry.groupBy({
    by: ["kind"],
    where: { organizationId, at: { gte: period.start, lt: period.end } },
    _sum: { quantity: true },
  });
  const of = (kind: string) => Number(sums.find((sum) => sum.kind === kind)?._sum.quantity ?? 0);
  return { calls: of("call"), minutes: of("minutes") };
}
