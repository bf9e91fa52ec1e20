import type { Twilio } from "twilio";
import { networkFinding, troubleFinding } from "@/lib/adapters/checks/network-finding";
import type { Finding } from "@/lib/contracts/connections";
import { twilioClient, type TwilioSettings } from "./rest";

const LOW_BALANCE = 5;
const MOST_NUMBERS = 200;

/** Signs in to a Twilio account and says what it finds: refused, suspended, a trial, its balance, its numbers with Voice. Never throws. */
export async function checkTwilioAccount(settings: TwilioSettings, limitMs: number): Promise<Finding[]> {
  const { apiKey, ...byToken } = settings;
  // The account itself is read by token: it is what signs webhooks, and a standard API key may not read it.
  const account = await attempt(() => twilioClient(byToken, limitMs).api.v2010.accounts(settings.accountSid).fetch());
  if ("error" in account) return [twilioFinding(account.error, limitMs)];
  const { friendlyName, status, type } = account.value;
  const findings: Finding[] = [{ code: "twilio.signed_in", facts: { name: friendlyName } }];
  if (status !== "active") return [...findings, { code: "twilio.not_active", facts: { status } }];
  const used = twilioClient(settings, limitMs);
  const [numbers, balance] = await Promise.all([
    attempt(() => used.incomingPhoneNumbers.list({ limit: MOST_NUMBERS })),
    attempt(() => twilioClient(byToken, limitMs).balance.fetch()),
  ]);
  if ("error" in numbers) {
    const finding = twilioFinding(numbers.error, limitMs);
    return apiKey && finding.code === "twilio.refused"
      ? [{ code: "twilio.key_refused", facts: {} }]
      : [...findings, finding];
  }
  if (type === "Trial") findings.push({ code: "twilio.trial", facts: {} });
  findings.push(numbersFinding(numbers.value));
  // Subaccounts have no balance of their own, and Twilio says so by an error.
  if ("value" in balance) findings.push(balanceFinding(balance.value));
  return findings;
}

/** Twilio's refusal as a finding (https://www.twilio.com/docs/api/errors). */
export function twilioFinding(error: unknown, limitMs: number): Finding {
  const { status, code } = error as { status?: unknown; code?: unknown };
  if (code === 20008) return { code: "twilio.test_credentials", facts: {} };
  if (code === 20005 || code === 10001 || code === 20403 || code === 90010)
    return { code: "twilio.not_active", facts: {} };
  if (status === 401 || code === 20003) return { code: "twilio.refused", facts: {} };
  if (status === 429 || code === 20429) return { code: "vendor.throttled", facts: { vendor: "twilio" } };
  return networkFinding("twilio", error, limitMs) ?? troubleFinding("twilio", error);
}

function numbersFinding(numbers: Awaited<ReturnType<Twilio["incomingPhoneNumbers"]["list"]>>): Finding {
  const count = numbers.filter(({ capabilities }) => capabilities.voice).length;
  return count === 0 ? { code: "twilio.no_numbers", facts: {} } : { code: "twilio.numbers", facts: { count } };
}

function balanceFinding({ balance, currency }: { balance: string; currency: string }): Finding {
  const amount = Number(balance);
  const shown = `${currency === "USD" ? "$" : `${currency} `}${amount.toFixed(2)}`;
  return { code: amount < LOW_BALANCE ? "twilio.balance_low" : "twilio.balance", facts: { amount: shown } };
}

type Attempt<T> = { value: T } | { error: unknown };

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
