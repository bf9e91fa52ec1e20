import { sandboxEnv } from "@/lib/env/sandbox";

export type VendorState = { role: string; vendor: string; isSandbox: boolean; settings: string[] };

/** A vendor whose address is the sandbox's is a stand-in; each by itself. */
export function vendorStates(env = sandboxEnv()): VendorState[] {
  const sandboxHost = hostOf(env.SANDBOX_URL);
  const isSandbox = (address: string | undefined) => sandboxHost !== null && hostOf(address) === sandboxHost;
  return [
    {
      role: "Phone line",
      vendor: "Twilio",
      isSandbox: isSandbox(env.TWILIO_API_BASE_URL),
      settings: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "PUBLIC_CALL_URL"],
    },
    {
      role: "Listening and speaking",
      vendor: "Deepgram",
      isSandbox: isSandbox(env.DEEPGRAM_BASE_URL),
      settings: ["DEEPGRAM_API_KEY"],
    },
    {
      role: "Thinking",
      vendor: "Claude on Amazon Bedrock",
      isSandbox: isSandbox(env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME),
      settings: ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    },
    {
      role: "Payments",
      vendor: "Stripe",
      isSandbox: isSandbox(env.STRIPE_API_BASE_URL),
      settings: ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"],
    },
    {
      role: "Mail",
      vendor: "SMTP",
      isSandbox: sandboxHost !== null && (env.SANDBOX_VENDORS?.split(",").includes("mail") ?? false),
      settings: ["SMTP_URL", "MAIL_FROM"],
    },
    {
      role: "Browser notifications",
      vendor: "Web Push",
      isSandbox: sandboxHost !== null && (env.SANDBOX_VENDORS?.split(",").includes("push") ?? false),
      settings: ["PUSH_SERVICES"],
    },
  ];
}

/** The demo's sign-in, while the phone line is a stand-in; null with a real one, whatever is set. */
export function demoSignIn(env = sandboxEnv()): { email: string; password: string } | null {
  const phoneIsSandbox = vendorStates(env)[0]?.isSandbox ?? false;
  return phoneIsSandbox && env.DEMO_EMAIL && env.DEMO_PASSWORD
    ? { email: env.DEMO_EMAIL, password: env.DEMO_PASSWORD }
    : null;
}

function hostOf(address: string | undefined): string | null {
  return address ? new URL(address).host : null;
}
