export const ACCOUNT_SID = `AC${"1".repeat(32)}`;
export const AUTH_TOKEN = "only-for-tests";
export const STRIPE_KEY = "sk_test_matrix";

/** The environment of an installation whose vendors are all the sandbox at this address. */
export const installationAt = (sandboxUrl: string): Record<string, string> => ({
  TWILIO_ACCOUNT_SID: ACCOUNT_SID,
  TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  TWILIO_API_BASE_URL: sandboxUrl,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: sandboxUrl,
  AWS_ACCESS_KEY_ID: "AKIATEST",
  AWS_SECRET_ACCESS_KEY: "only-for-tests",
  SANDBOX_URL: sandboxUrl,
  // Systems that are nowhere may be written down here too.
  WEB_FETCH_ALLOW: `${new URL(sandboxUrl).host},127.0.0.1:9`,
  STRIPE_SECRET_KEY: STRIPE_KEY,
  STRIPE_API_BASE_URL: sandboxUrl,
});
