/** An account at Amazon Bedrock, as its clients are made of it. */
export type BedrockAccess = {
  region: string;
  /** Absent: Amazon's own. */
  endpoint?: string | undefined;
  /** Absent: the process's own (environment, profile, role). */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** A Bedrock API key, in place of credentials. */
  bearerToken?: string | undefined;
};

/** What every client of the AWS SDK is told of the account. */
export function accessSettings({ region, endpoint, credentials, bearerToken }: BedrockAccess) {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined || bearerToken !== undefined ? {} : { credentials }),
    ...(bearerToken === undefined
      ? {}
      : { token: { token: bearerToken }, authSchemePreference: ["httpBearerAuth"] as string[] }),
  };
}

/** Names of the errors that trying again does not mend, but somebody at the account's settings. */
export const ACCOUNT_PROBLEMS: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "ExpiredTokenException",
  "CredentialsProviderError",
  "ResourceNotFoundException",
]);
