/** The billing page is written anew with every call that ends; Stripe need not be asked as often. */
const KEPT_MS = 10_000;
const MOST_KEPT = 1_000;

const kept = new Map<string, { until: number; value: unknown }>();

/** What Stripe told about a customer, remembered for 10 s in this process or until `forgetAnswers`. Failures are not. */
export async function rememberedAnswer<T>(customerId: string, nowMs: number, ask: () => Promise<T>): Promise<T> {
  const known = kept.get(customerId);
  if (known && known.until > nowMs) return known.value as T;
  const value = await ask();
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(customerId, { until: nowMs + KEPT_MS, value });
  return value;
}

/** After something changed at Stripe. */
export const forgetAnswers = (customerId: string): void => void kept.delete(customerId);
