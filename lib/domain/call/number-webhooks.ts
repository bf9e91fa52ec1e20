import type { WebhookProblem } from "@/lib/contracts/phone-numbers";
import { ASK_AGAIN } from "./webhook-address";

/** What the carrier must have stored with a number. */
export type NumberAddresses = { voiceUrl: string; statusCallback: string; fallbackUrl: string };

/** What the carrier has. Empty text: nothing. */
export type StoredAddresses = NumberAddresses & {
  voiceMethod: string;
  statusCallbackMethod: string;
  fallbackMethod: string;
  /** An app or trunk at the carrier that takes the calls instead; empty: none. */
  handledBy: string;
};

/** Where the carrier asks about calls that ring; `fallbackUrl` is asked when that fails. */
export const numberAddresses = (publicCallUrl: string, fallbackUrl: string): NumberAddresses => {
  const base = publicCallUrl.replace(/\/+$/, "");
  return {
    voiceUrl: `${base}/twilio/voice${ASK_AGAIN}`,
    statusCallback: `${base}/twilio/status${ASK_AGAIN}`,
    fallbackUrl,
  };
};

/** What of a number's settings at the carrier is not as it must be; empty when calls will arrive. */
export function webhookProblems(expected: NumberAddresses, found: StoredAddresses): WebhookProblem[] {
  const problems: WebhookProblem[] = [];
  const compare = (setting: WebhookProblem["setting"], wanted: string, has: string) => {
    if (wanted !== has) problems.push({ setting, expected: wanted || null, found: has || null });
  };
  compare("handled_elsewhere", "", found.handledBy);
  compare("voice_url", expected.voiceUrl, found.voiceUrl);
  compare("voice_method", "POST", found.voiceMethod);
  compare("status_callback", expected.statusCallback, found.statusCallback);
  compare("status_callback_method", "POST", found.statusCallbackMethod);
  compare("fallback_url", expected.fallbackUrl, found.fallbackUrl);
  if (expected.fallbackUrl !== "") compare("fallback_method", "POST", found.fallbackMethod);
  return problems;
}
