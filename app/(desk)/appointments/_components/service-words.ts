import type { ServiceResource } from "@/lib/contracts/appointments";

/** `45 min`, `1 h`, `1 h 30 min`. */
export function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** In the currency's own manner; nothing for a price that is not told. */
export function priceWords({ priceMinor, currency }: Pick<ServiceResource, "priceMinor" | "currency">): string | null {
  if (priceMinor === null) return null;
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(priceMinor / 10 ** digitsOf(currency));
}

/** How many digits stand after the point of an amount in the currency. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

export const serviceLine = (service: ServiceResource): string =>
  [minutesWords(service.durationMinutes), priceWords(service)].filter(Boolean).join(", ");
