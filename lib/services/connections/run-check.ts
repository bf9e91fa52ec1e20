import { checkBedrockAccount } from "@/lib/adapters/bedrock/check-account";
import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import { checkDeepgramAccount } from "@/lib/adapters/deepgram/check-account";
import { checkStripeAccount } from "@/lib/adapters/stripe/check-account";
import { checkTwilioAccount } from "@/lib/adapters/twilio/check-account";
import type { ConnectionVendor, Finding } from "@/lib/contracts/connections";
import { verdictOf } from "@/lib/domain/connections/finding-words";
import { sharedEnv } from "@/lib/env/shared";
import type { AccountOf } from "./accounts";
import { checkCallAddress } from "./check-call-address";

/** Each question to a vendor may take this long. */
const LIMIT_MS = 8_000;

/** Asks the vendor, as calls would, whether an account is good for them. Takes at most some 10 s and never throws. */
export function runCheck<V extends ConnectionVendor>(vendor: V, account: AccountOf[V]): Promise<Finding[]> {
  const checks: { [K in ConnectionVendor]: (account: AccountOf[K]) => Promise<Finding[]> } = {
    twilio: checkTwilio,
    deepgram: (given) => checkDeepgramAccount(given, LIMIT_MS),
    bedrock: checkBedrock,
    stripe: (given) => checkStripeAccount(given, LIMIT_MS),
  };
  return checks[vendor](account);
}

async function checkTwilio(account: AccountOf["twilio"]): Promise<Finding[]> {
  const { PUBLIC_CALL_URL, NEXTAUTH_SECRET } = sharedEnv();
  const [findings, address] = await Promise.all([
    checkTwilioAccount(account, LIMIT_MS),
    checkCallAddress({
      publicCallUrl: PUBLIC_CALL_URL,
      carrierUrl: account.baseUrl,
      secret: NEXTAUTH_SECRET,
      limitMs: LIMIT_MS,
    }),
  ]);
  // With an account that Twilio refuses there is nothing to reach.
  return verdictOf(findings) ? findings : [...findings, address];
}

function checkBedrock({ models, ...account }: AccountOf["bedrock"]): Promise<Finding[]> {
  const { fast, balanced, deep } = models;
  const overrides = {
    ...(fast === undefined ? {} : { haiku: fast }),
    ...(balanced === undefined ? {} : { sonnet: balanced }),
    ...(deep === undefined ? {} : { opus: deep }),
  };
  const catalog = createModelCatalog({ region: account.region, overrides });
  const checked = [
    { tier: "Fast", modelId: catalog.haiku },
    { tier: "Balanced", modelId: catalog.sonnet },
    { tier: "Deep", modelId: catalog.opus },
  ];
  return checkBedrockAccount(account, checked, LIMIT_MS);
}
