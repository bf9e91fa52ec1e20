import Stripe from "stripe";

export type StripeSettings = {
  secretKey: string;
  /** Another address than api.stripe.com; absent, Stripe itself. */
  baseUrl?: string | undefined;
};

const REQUEST_TIMEOUT_MS = 10_000;

export function stripeClient({ secretKey, baseUrl }: StripeSettings): Stripe {
  const common = { timeout: REQUEST_TIMEOUT_MS, maxNetworkRetries: 2, telemetry: false } as const;
  if (baseUrl === undefined) return new Stripe(secretKey, common);
  const { hostname, port, protocol } = new URL(baseUrl);
  const isPlain = protocol === "http:";
  return new Stripe(secretKey, {
    ...common,
    host: hostname,
    port: port === "" ? (isPlain ? 80 : 443) : Number(port),
    protocol: isPlain ? "http" : "https",
  });
}
