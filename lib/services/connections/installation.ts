import type { ConnectionMode, ConnectionVendor } from "@/lib/contracts/connections";
import { vendorsEnv, type VendorsEnvironment } from "@/lib/env/vendors";
import type { AccountOf } from "./accounts";

/** The stand-in takes any test key. */
const SANDBOX_STRIPE_KEY = "sk_test_sandboxofcustomers";

/** What an organization uses that has chosen nothing: the sandbox where the vendor's address is the sandbox's, else the installation's account. */
export function installationMode(vendor: ConnectionVendor, env: VendorsEnvironment = vendorsEnv()): ConnectionMode {
  const sandbox = hostOf(env.SANDBOX_URL);
  if (sandbox !== null && hostOf(addressOf(vendor, env)) === sandbox) return vendor === "stripe" ? "none" : "sandbox";
  return vendor === "stripe" ? "none" : "platform";
}

/** What may be chosen, the installation's own first. */
export function offeredModes(vendor: ConnectionVendor, env: VendorsEnvironment = vendorsEnv()): ConnectionMode[] {
  if (vendor !== "stripe") return [installationMode(vendor, env), "own"];
  const sandbox = hostOf(env.SANDBOX_URL);
  return sandbox !== null && hostOf(env.STRIPE_API_BASE_URL) === sandbox ? ["none", "sandbox", "own"] : ["none", "own"];
}

/**
 * The installation's account; null where this process does not know it. At Stripe its own is the platform's till and nobody else's: only
 * the sandbox's is for everybody.
 */
export function installationAccount<V extends ConnectionVendor>(
  vendor: V,
  env: VendorsEnvironment = vendorsEnv(),
): AccountOf[V] | null {
  const make: { [K in ConnectionVendor]: () => AccountOf[K] | null } = {
    twilio: () =>
      env.TWILIO_ACCOUNT_SID && env.TWILIO_AUTH_TOKEN
        ? {
            accountSid: env.TWILIO_ACCOUNT_SID,
            authToken: env.TWILIO_AUTH_TOKEN,
            baseUrl: env.TWILIO_API_BASE_URL,
          }
        : null,
    deepgram: () => (env.DEEPGRAM_API_KEY ? { apiKey: env.DEEPGRAM_API_KEY, baseUrl: env.DEEPGRAM_BASE_URL } : null),
    bedrock: () => ({
      region: env.AWS_REGION,
      endpoint: env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME,
      bearerToken: env.AWS_BEARER_TOKEN_BEDROCK,
      models: { fast: env.BEDROCK_MODEL_FAST, balanced: env.BEDROCK_MODEL_BALANCED, deep: env.BEDROCK_MODEL_DEEP },
    }),
    stripe: () =>
      offeredModes("stripe", env).includes("sandbox")
        ? { secretKey: SANDBOX_STRIPE_KEY, baseUrl: env.STRIPE_API_BASE_URL }
        : null,
  };
  return make[vendor]();
}

function addressOf(vendor: ConnectionVendor, env: VendorsEnvironment): string | undefined {
  switch (vendor) {
    case "twilio":
      return env.TWILIO_API_BASE_URL;
    case "deepgram":
      return env.DEEPGRAM_BASE_URL;
    case "bedrock":
      return env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME;
    case "stripe":
      return env.STRIPE_API_BASE_URL;
  }
}

const hostOf = (address: string | undefined): string | null => (address ? new URL(address).host : null);
