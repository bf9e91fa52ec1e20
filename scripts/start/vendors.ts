import type { LocalSecrets } from "./secrets";

/** A vendor without credentials is the sandbox; one with credentials is real, each by itself. */
export type VendorPlan = { sandboxed: string[]; environment: Record<string, string> };

type Environment = Record<string, string | undefined>;

export function planVendors(
  env: Environment,
  secrets: LocalSecrets,
  { sandboxUrl, smtpUrl }: { sandboxUrl: string; smtpUrl: string },
): VendorPlan {
  const sandboxed: string[] = [];
  const environment: Record<string, string> = {};
  const useSandbox = (vendor: string, settings: Record<string, string>) => {
    sandboxed.push(vendor);
    Object.assign(environment, settings);
  };
  requirePair(env, "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
  requirePair(env, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
  if (!env.TWILIO_ACCOUNT_SID) {
    useSandbox("Twilio", {
      TWILIO_ACCOUNT_SID: secrets.sandboxAccountSid,
      TWILIO_AUTH_TOKEN: secrets.sandboxAuthToken,
      TWILIO_API_BASE_URL: sandboxUrl,
    });
  }
  if (!env.DEEPGRAM_API_KEY) {
    useSandbox("Deepgram", {
      DEEPGRAM_API_KEY: secrets.sandboxDeepgramKey,
      DEEPGRAM_BASE_URL: sandboxUrl.replace(/^http/, "ws"),
    });
  }
  const hasAws = [
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_BEARER_TOKEN_BEDROCK",
  ];
  if (!hasAws.some((name) => env[name])) {
    useSandbox("Amazon Bedrock", {
      AWS_REGION: env.AWS_REGION || "us-east-1",
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox-secret",
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: sandboxUrl,
    });
  }
  if (!env.STRIPE_SECRET_KEY) {
    useSandbox("Stripe", {
      STRIPE_SECRET_KEY: secrets.sandboxStripeKey,
      STRIPE_API_BASE_URL: sandboxUrl,
      STRIPE_WEBHOOK_SECRET: secrets.sandboxStripeWebhookSecret,
    });
  }
  if (!env.SMTP_URL) useSandbox("mail", { SMTP_URL: smtpUrl });
  requirePair(env, "GOOGLE_OAUTH_CLIENT_ID", "GOOGLE_OAUTH_CLIENT_SECRET");
  requirePair(env, "HUBSPOT_OAUTH_CLIENT_ID", "HUBSPOT_OAUTH_CLIENT_SECRET");
  requirePair(env, "CALENDLY_OAUTH_CLIENT_ID", "CALENDLY_OAUTH_CLIENT_SECRET");
  // Not by themselves a reason for a sandbox either: without an app they are simply not offered.
  if (!env.GOOGLE_OAUTH_CLIENT_ID && sandboxed.length > 0) {
    useSandbox("Google", {
      GOOGLE_OAUTH_CLIENT_ID: "sandbox.apps.googleusercontent.com",
      GOOGLE_OAUTH_CLIENT_SECRET: "GOCSPX-sandbox",
      GOOGLE_API_URL: `${sandboxUrl}/google`,
    });
  }
  if (!env.HUBSPOT_OAUTH_CLIENT_ID && sandboxed.length > 0) {
    useSandbox("HubSpot", {
      HUBSPOT_OAUTH_CLIENT_ID: "sandbox-hubspot-client",
      HUBSPOT_OAUTH_CLIENT_SECRET: "sandbox-hubspot-secret",
      HUBSPOT_API_URL: `${sandboxUrl}/hubspot`,
    });
  }
  if (!env.CALENDLY_OAUTH_CLIENT_ID && sandboxed.length > 0) {
    useSandbox("Calendly", {
      CALENDLY_OAUTH_CLIENT_ID: "sandbox-calendly-client",
      CALENDLY_OAUTH_CLIENT_SECRET: "sandbox-calendly-secret",
      CALENDLY_API_URL: `${sandboxUrl}/calendly`,
    });
  }
  // Not by itself a reason for a sandbox: real browsers' push services need no account.
  if (!env.PUSH_SERVICES && sandboxed.length > 0) useSandbox("push", { PUSH_SERVICES: new URL(sandboxUrl).host });
  return { sandboxed, environment };
}

function requirePair(env: Environment, one: string, other: string): void {
  if (Boolean(env[one]) === Boolean(env[other])) return;
  const [given, missing] = env[one] ? [one, other] : [other, one];
  throw new Error(`${given} is set but ${missing} is not. Set both for the real service, or neither for the sandbox.`);
}
