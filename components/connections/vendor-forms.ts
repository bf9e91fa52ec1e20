import type { ConnectionVendor } from "@/lib/contracts/connections";

export type FieldSpec = {
  name: string;
  label: string;
  /** What it looks like. */
  example: string;
  optional?: true;
  /** Shown as it is typed; everything else is covered. */
  open?: true;
};

export type VendorForm = {
  name: string;
  role: string;
  /** What it does in a call. */
  about: string;
  /** Where one finds what is asked for. */
  where: string;
  link: string;
  linkText: string;
  fields: readonly FieldSpec[];
};

export const VENDOR_FORMS: Readonly<Record<ConnectionVendor, VendorForm>> = {
  twilio: {
    name: "Twilio",
    role: "Phone line",
    about: "Carries the calls: phone numbers, calls in and out, text messages.",
    where:
      "On the first page of the Twilio console, under Account Info. An API key is optional: requests then use it, and the Auth Token only proves that calls come from Twilio.",
    link: "https://console.twilio.com/",
    linkText: "Open the Twilio console",
    fields: [
      { name: "accountSid", label: "Account SID", example: "AC and 32 characters", open: true },
      { name: "authToken", label: "Auth Token", example: "32 characters" },
      { name: "apiKeySid", label: "API key SID", example: "SK and 32 characters", optional: true, open: true },
      { name: "apiKeySecret", label: "API key secret", example: "32 characters", optional: true },
    ],
  },
  deepgram: {
    name: "Deepgram",
    role: "Listening and speaking",
    about: "Turns what callers say into words, and the agent's words into a voice.",
    where: "In the Deepgram console under API Keys. The role Member is enough.",
    link: "https://console.deepgram.com/",
    linkText: "Open the Deepgram console",
    fields: [{ name: "apiKey", label: "API key", example: "40 characters" }],
  },
  bedrock: {
    name: "Amazon Bedrock",
    role: "Thinking",
    about: "Runs Claude, which decides what the agent says and does.",
    where:
      "In the AWS console: an access key of an IAM user that may use bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream, or a long-term Bedrock API key.",
    link: "https://console.aws.amazon.com/bedrock/home",
    linkText: "Open the Bedrock console",
    fields: [
      { name: "accessKeyId", label: "Access key ID", example: "AKIA and 16 characters", open: true },
      { name: "secretAccessKey", label: "Secret access key", example: "40 characters" },
      { name: "apiKey", label: "Bedrock API key", example: "begins with ABSK" },
    ],
  },
  stripe: {
    name: "Stripe",
    role: "Your customers' payments, optional",
    about:
      "Kept and checked for payment links in calls, which agents can't send yet. Your Aybiza plan is paid under Billing, not here.",
    where: "In the Stripe dashboard under API keys. A restricted key that may read payment links is enough.",
    link: "https://dashboard.stripe.com/apikeys",
    linkText: "Open the Stripe dashboard",
    fields: [{ name: "secretKey", label: "Secret or restricted key", example: "sk_live_… or rk_live_…" }],
  },
};
