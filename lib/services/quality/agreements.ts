import type { Agreement } from "@/lib/contracts/qa";
import type { Transaction } from "@/lib/db/transaction";
import { agreementOf } from "@/lib/domain/quality/agreement";

/** The latest scores that people gave say how well we judge today. */
const MOST_PAIRS = 500;

/** How well we and people agree on each criterion of a business. */
export async function agreementsOf(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<(criterion: string) => Agreement> {
  const rows = await tx.qaScore.findMany({
    where: { organizationId, businessId, personScore: { not: null }, aiScore: { not: null } },
    orderBy: { personAt: "desc" },
    take: MOST_PAIRS * 4,
    select: { criterion: true, aiScore: true, personScore: true },
  });
  const pairs = new Map<string, { ours: number; theirs: number }[]>();
  for (const { criterion, aiScore, personScore } of rows) {
    const known = pairs.get(criterion) ?? [];
    if (known.length < MOST_PAIRS) known.push({ ours: aiScore ?? 0, theirs: personScore ?? 0 });
    pairs.set(criterion, known);
  }
  return (criterion) => agreementOf(pairs.get(criterion) ?? []);
}
