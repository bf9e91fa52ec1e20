import type { TwilioSettings } from "@/lib/adapters/twilio/rest";
import type { ConnectionVendor, CredentialsOf } from "@/lib/contracts/connections";
import type { VendorsEnvironment } from "@/lib/env/vendors";

/** An account at a vendor, as the adapters take it. `baseUrl` and `endpoint` are absent for the vendor's own address. */
export type DeepgramAccount = { apiKey: string; baseUrl?: string | undefined };
export type BedrockAccountSettings = {
  region: string;
  endpoint?: string | undefined;
  /** Absent: the process's own (environment, profile, role). */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  bearerToken?: string | undefined;
  /** Model ids in place of the region's own. */
  models: { fast?: string | undefined; balanced?: string | undefined; deep?: string | undefined };
};
export type StripeAccount = { secretKey: string; baseUrl?: string | undefined };

export type AccountOf = {
  twilio: TwilioSettings;
  deepgram: DeepgramAccount;
  bedrock: BedrockAccountSettings;
  stripe: StripeAccount;
};

/** An organization's own account. Its address is the vendor's, or the one the installation names for all of them. */
export function ownAccount<V extends ConnectionVendor>(
  vendor: V,
  credentials: CredentialsOf[V],
  env: Pick<VendorsEnvironment, "OWN_ACCOUNTS_URL">,
): AccountOf[V] {
  const make: { [K in ConnectionVendor]: (given: CredentialsOf[K]) => AccountOf[K] } = {
    twilio: ({ accountSid, authToken, apiKeySid, apiKeySecret }) => ({
      accountSid,
      authToken,
      ...(apiKeySid && apiKeySecret ? { apiKey: { sid: apiKeySid, secret: apiKeySecret } } : {}),
      baseUrl: env.OWN_ACCOUNTS_URL,
    }),
    deepgram: ({ apiKey }) => ({ apiKey, baseUrl: env.OWN_ACCOUNTS_URL?.replace(/^http/, "ws") }),
    bedrock: ({ region, accessKeyId, secretAccessKey, apiKey }) => ({
      region,
      endpoint: env.OWN_ACCOUNTS_URL,
      ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
      bearerToken: apiKey,
      models: {},
    }),
    stripe: ({ secretKey }) => ({ secretKey, baseUrl: env.OWN_ACCOUNTS_URL }),
  };
  return make[vendor](credentials);
}
