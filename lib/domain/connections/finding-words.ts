import type { ConnectionFinding, ConnectionStatus, Finding } from "@/lib/contracts/connections";

type Facts = Finding["facts"];
type Words = {
  level: ConnectionFinding["level"];
  title: string | ((facts: Facts) => string);
  advice?: string | ((facts: Facts) => string);
  link?: string;
};

const TWILIO_CONSOLE = "https://console.twilio.com/";
const TWILIO_BILLING = "https://console.twilio.com/us1/billing/manage-billing/billing-overview";
const DEEPGRAM_CONSOLE = "https://console.deepgram.com/";
const AWS_KEYS = "https://console.aws.amazon.com/iam/home#/security_credentials";
const AWS_MODELS = "https://console.aws.amazon.com/bedrock/home#/model-catalog";
const STRIPE_KEYS = "https://dashboard.stripe.com/apikeys";

export const VENDOR_NAMES: Record<string, string> = {
  twilio: "Twilio",
  deepgram: "Deepgram",
  bedrock: "Amazon Bedrock",
  stripe: "Stripe",
};

const vendorOf = ({ vendor }: Facts): string => VENDOR_NAMES[String(vendor)] ?? String(vendor);
const hostOf = ({ url = "PUBLIC_CALL_URL" }: Facts): string => String(url).replace(/^[a-z]+:\/\//, "");
const OPERATOR = "Whoever runs this installation sets its public address, PUBLIC_CALL_URL.";

/** Every finding of a check: what was found, what it means, what to do. The one place that has the words. */
const WORDS = {
  "twilio.signed_in": {
    level: "good",
    title: ({ name }) => (name ? `Signed in to the Twilio account “${name}”` : "Signed in to Twilio"),
  },
  "twilio.refused": {
    level: "problem",
    title: "Twilio refused the Account SID and Auth Token",
    advice:
      "Copy both again from the Twilio console, under Account Info. Take the live token, not the one of the test credentials. If the token was renewed, the one before it no longer works.",
    link: TWILIO_CONSOLE,
  },
  "twilio.key_refused": {
    level: "problem",
    title: "The Auth Token is right, but Twilio refused the API key",
    advice: "The key may be deleted, restricted, or of another account. Make a standard key, or leave the key out.",
    link: "https://console.twilio.com/us1/account/keys-credentials/api-keys",
  },
  "twilio.test_credentials": {
    level: "problem",
    title: "These are Twilio's test credentials",
    advice: "With them nothing can be called. Copy the live Account SID and Auth Token.",
    link: TWILIO_CONSOLE,
  },
  "twilio.not_active": {
    level: "problem",
    title: ({ status }) => `The Twilio account is ${status ?? "not active"}`,
    advice: "No call goes in or out. It may be out of funds: look at its billing page, or ask Twilio's support.",
    link: TWILIO_BILLING,
  },
  "twilio.trial": {
    level: "warning",
    title: "This is a trial account",
    advice:
      "It can only call and text numbers that were verified at Twilio, and callers hear Twilio's notice first. Upgrade the account before real callers use it.",
    link: TWILIO_BILLING,
  },
  "twilio.balance": { level: "good", title: ({ amount }) => `${amount} left on the account` },
  "twilio.balance_low": {
    level: "warning",
    title: ({ amount }) => `Only ${amount} left on the account`,
    advice: "At zero Twilio suspends the account and calls stop. Add funds, or switch on automatic recharge.",
    link: TWILIO_BILLING,
  },
  "twilio.numbers": {
    level: "good",
    title: ({ count }) => (count === 1 ? "1 phone number that takes calls" : `${count} phone numbers that take calls`),
  },
  "twilio.no_numbers": {
    level: "warning",
    title: "No phone number that takes calls yet",
    advice: "Nobody can call until the account has one. Buy or add a number under Phone numbers.",
  },
  "address.reached": { level: "good", title: (facts) => `Our call address answers: ${hostOf(facts)}` },
  "address.not_https": {
    level: "problem",
    title: (facts) => `Twilio can't reach our call address, ${hostOf(facts)}: it is not https`,
    advice: `Twilio sends calls to public https addresses alone. ${OPERATOR}`,
  },
  "address.not_public": {
    level: "problem",
    title: (facts) => `Twilio can't reach our call address: ${hostOf(facts)} is only known inside this network`,
    advice: `Calls to your numbers would not arrive. ${OPERATOR} On one's own machine a tunnel gives one: cloudflared or ngrok.`,
  },
  "address.unreachable": {
    level: "problem",
    title: (facts) => `Nobody answers at our call address, ${hostOf(facts)}`,
    advice: ({ reason }) =>
      `Calls to your numbers would not arrive (${reason ?? "no answer"}). Is the call-worker running, and does the tunnel or proxy pass on to it? ${OPERATOR}`,
  },
  "address.not_ours": {
    level: "problem",
    title: (facts) => `Somebody else answers at our call address, ${hostOf(facts)}`,
    advice: `An old tunnel's address may belong to others now, or the proxy passes on to another server. ${OPERATOR}`,
  },
  "deepgram.refused": {
    level: "problem",
    title: "Deepgram refused the API key",
    advice: "It may be deleted, expired, or cut short when it was copied. Make a new one in the Deepgram console.",
    link: DEEPGRAM_CONSOLE,
  },
  "deepgram.no_scope": {
    level: "problem",
    title: "The Deepgram key may not listen or speak",
    advice: "Its role lacks usage:write. Make a key with the role Member in the Deepgram console.",
    link: DEEPGRAM_CONSOLE,
  },
  "deepgram.no_credits": {
    level: "problem",
    title: "The Deepgram project has no credits left",
    advice: "The agent can neither hear nor speak. Add credits in the Deepgram console, under Billing.",
    link: DEEPGRAM_CONSOLE,
  },
  "deepgram.no_model": {
    level: "problem",
    title: ({ model }) => `The Deepgram project has no access to ${model}`,
    advice: ({ use }) => `It is what ${use ?? "calls use"}. Ask Deepgram's support to switch it on for the project.`,
    link: DEEPGRAM_CONSOLE,
  },
  "deepgram.works": { level: "good", title: ({ use, model }) => `${use}: ${model} answers` },
  "deepgram.balance": { level: "good", title: ({ amount }) => `${amount} of credits left` },
  "deepgram.balance_low": {
    level: "warning",
    title: ({ amount }) => `Only ${amount} of credits left`,
    advice: "At zero the agent can neither hear nor speak. Add credits, or switch on automatic payment.",
    link: DEEPGRAM_CONSOLE,
  },
  "bedrock.key_refused": {
    level: "problem",
    title: "AWS does not know the access key",
    advice: "It may be deleted, inactive, or of another partition (GovCloud, China). Make a new one for the IAM user.",
    link: AWS_KEYS,
  },
  "bedrock.signature": {
    level: "problem",
    title: "The secret does not belong to the access key",
    advice: "AWS shows a secret once, when the key is made. Copy both of the same key, or make a new one.",
    link: AWS_KEYS,
  },
  "bedrock.clock": {
    level: "problem",
    title: "AWS refused the request's time",
    advice: "The clock of this installation's server is wrong. Whoever runs it sets it right; your key may be fine.",
  },
  "bedrock.api_key_refused": {
    level: "problem",
    title: "AWS refused the Bedrock API key",
    advice:
      "It may be expired or deleted, or of another region than the one chosen. Make a long-term key in this region.",
    link: "https://console.aws.amazon.com/bedrock/home#/api-keys",
  },
  "bedrock.expired": {
    level: "problem",
    title: "The AWS credentials have expired",
    advice:
      "Temporary credentials end within hours. Give an access key of an IAM user, or a long-term Bedrock API key.",
    link: AWS_KEYS,
  },
  "bedrock.no_credentials": {
    level: "problem",
    title: "This installation has no AWS credentials",
    advice: "Whoever runs it gives the process AWS credentials; or connect your own account here.",
  },
  "bedrock.works": { level: "good", title: ({ tier, model }) => `${tier}: ${model} answers` },
  "bedrock.not_authorized": {
    level: "problem",
    title: ({ tier, model }) => `${tier}: the key may not use ${model}`,
    advice: ({ action }) =>
      `Its IAM policy does not allow it. Allow ${action ?? "bedrock:InvokeModel"} and bedrock:InvokeModelWithResponseStream on inference-profile/* and foundation-model/*.`,
    link: "https://console.aws.amazon.com/iam/",
  },
  "bedrock.no_access": {
    level: "problem",
    title: ({ tier, model, region }) => `${tier}: no access to ${model} in ${region}`,
    advice:
      "Open the model in the Bedrock console in that region and ask for access, or choose a region where the account has it.",
    link: AWS_MODELS,
  },
  "bedrock.no_use_case": {
    level: "problem",
    title: ({ tier, model }) => `${tier}: Anthropic's use case form is not filled in for ${model}`,
    advice:
      "Open any Claude model in the Bedrock console and fill the form in once for the account. It takes effect within 15 minutes.",
    link: AWS_MODELS,
  },
  "bedrock.unknown_model": {
    level: "problem",
    title: ({ tier, model, region }) => `${tier}: ${region} does not know ${model}`,
    advice: "This model is not offered there. Choose another region.",
    link: "https://docs.aws.amazon.com/bedrock/latest/userguide/models-regions.html",
  },
  "bedrock.throttled": {
    level: "warning",
    title: ({ tier, model }) => `${tier}: AWS lets no more requests to ${model} through now`,
    advice:
      "The account's quota for the model is used up or very small, as in new accounts. Ask for more in AWS Service Quotas, or check again later.",
    link: "https://console.aws.amazon.com/servicequotas/home/services/bedrock/quotas",
  },
  "bedrock.model_failed": {
    level: "warning",
    title: ({ tier, model }) => `${tier}: ${model} gave no answer`,
    advice: ({ detail }) => `AWS says: ${detail} Check again in a moment.`,
  },
  "stripe.signed_in": {
    level: "good",
    title: ({ name }) => (name ? `Signed in to the Stripe account “${name}”` : "Signed in to Stripe"),
  },
  "stripe.live": { level: "good", title: "Live mode" },
  "stripe.test_mode": {
    level: "warning",
    title: "Test mode: no real money would move",
    advice: "Give a live key, sk_live_… or rk_live_…, before customers pay.",
    link: STRIPE_KEYS,
  },
  "stripe.refused": {
    level: "problem",
    title: "Stripe refused the key",
    advice: "It may be rolled, expired, or cut short when it was copied. Copy it again from the Stripe dashboard.",
    link: STRIPE_KEYS,
  },
  "stripe.missing_right": {
    level: "problem",
    title: ({ right }) => `The restricted key lacks a right: ${right}`,
    advice: "Edit the key in the Stripe dashboard and give it this right, or use another key.",
    link: STRIPE_KEYS,
  },
  "stripe.not_active": {
    level: "warning",
    title: "Stripe has not activated payments for this account",
    advice: "Finish the account's details in the Stripe dashboard.",
    link: "https://dashboard.stripe.com/account/onboarding",
  },
  "vendor.unreachable": {
    level: "problem",
    title: (facts) => `${vendorOf(facts)} could not be reached`,
    advice: ({ reason }) =>
      `The request did not get there (${reason}). Is this installation on the internet? Check again in a moment.`,
  },
  "vendor.timeout": {
    level: "problem",
    title: (facts) => `${vendorOf(facts)} did not answer within ${facts["seconds"]} s`,
    advice: "Check again in a moment; the vendor's status page says whether it has trouble.",
  },
  "vendor.throttled": {
    level: "warning",
    title: (facts) => `${vendorOf(facts)} asks to wait: too many requests at once`,
    advice: "Check again in a minute.",
  },
  "vendor.trouble": {
    level: "problem",
    title: (facts) => `${vendorOf(facts)} answered with an error`,
    advice: ({ detail }) => `It says: ${detail} Check again in a moment; if it stays, ask the vendor's support.`,
  },
  "installation.unknown": {
    level: "warning",
    title: "This installation's account can't be checked from here",
    advice:
      "The web process was not given it. Calls use it all the same; whoever runs the installation looks after it.",
  },
  "calls.refused": {
    level: "problem",
    title: (facts) => `${vendorOf(facts)} refused this account during a call`,
    advice: ({ detail }) =>
      `Callers heard an apology. The vendor says: ${detail} Check the connection, then mend or replace it.`,
  },
} satisfies Record<string, Words>;

export type FindingCode = keyof typeof WORDS;

export const FINDING_CODES = Object.keys(WORDS) as readonly FindingCode[];

const isKnown = (code: string): code is FindingCode => Object.hasOwn(WORDS, code);

/** A finding in words. One that is not known any more says so. */
export function findingWords({ code, facts }: Finding): ConnectionFinding {
  if (!isKnown(code)) {
    return { code, level: "warning", title: "Checked by an earlier version", advice: "Check again.", link: null };
  }
  const words: Words = WORDS[code];
  const say = (text: Words["title"]) => (typeof text === "function" ? text(facts) : text);
  return {
    code,
    // One model of several, or one of two ways: the rest goes on.
    level: words.level === "problem" && facts["partial"] === 1 ? "warning" : words.level,
    title: say(words.title),
    advice: words.advice === undefined ? null : say(words.advice),
    link: words.link ?? null,
  };
}

/** What the findings of a check come to. `checked` is false before the first check. */
export function statusOf(findings: readonly Pick<ConnectionFinding, "level">[], checked: boolean): ConnectionStatus {
  const levels = new Set(findings.map(({ level }) => level));
  if (levels.has("problem")) return "failing";
  if (!checked) return "unchecked";
  return levels.has("warning") ? "attention" : "working";
}

/** Findings that say that the credentials themselves are no good: with them nothing would work. */
const REFUSED: ReadonlySet<string> = new Set<FindingCode>([
  "twilio.refused",
  "twilio.key_refused",
  "twilio.test_credentials",
  "deepgram.refused",
  "deepgram.no_scope",
  "bedrock.key_refused",
  "bedrock.signature",
  "bedrock.api_key_refused",
  "bedrock.expired",
  "stripe.refused",
]);
const UNKNOWN: ReadonlySet<string> = new Set<FindingCode>(["vendor.unreachable", "vendor.timeout", "vendor.trouble"]);

/** Whether these findings speak against using the credentials at all: `refused` by the vendor, or `unanswered`. Null: they may be used. */
export function verdictOf(findings: readonly Finding[]): { kind: "refused" | "unanswered"; finding: Finding } | null {
  const refused = findings.find(({ code }) => REFUSED.has(code));
  if (refused) return { kind: "refused", finding: refused };
  const unanswered = findings.find(({ code }) => UNKNOWN.has(code));
  return unanswered ? { kind: "unanswered", finding: unanswered } : null;
}
