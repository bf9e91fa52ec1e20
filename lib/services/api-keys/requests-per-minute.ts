import { withTenant } from "@/lib/db/transaction";
import { PLANS } from "@/lib/domain/billing/plans";

const KEPT_MS = 30_000;
const MOST_KEPT = 10_000;
const known = new Map<string, { perMinute: number; until: number }>();

/** How many requests a minute the organization's plan allows, the smallest plan's without one. A change of plan counts within 30 s. */
export async function requestsPerMinuteOf(organizationId: string, nowMs = Date.now()): Promise<number> {
  const kept = known.get(organizationId);
  if (kept && kept.until > nowMs) return kept.perMinute;
  const subscription = await withTenant(organizationId, (tx) =>
    tx.subscription.findUnique({ where: { organizationId }, select: { plan: true } }),
  );
  const { apiRequestsPerMinute: perMinute } = PLANS[subscription?.plan ?? "starter"];
  if (known.size >= MOST_KEPT) known.clear();
  known.set(organizationId, { perMinute, until: nowMs + KEPT_MS });
  return perMinute;
}
