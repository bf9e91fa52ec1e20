import { formatPhone } from "@/components/format/phone";
import type { Tone } from "@/components/ui/chip";
import type { NumberKind, PhoneNumberResource, WebhookProblem } from "@/lib/contracts/phone-numbers";

export const KIND_WORDS: Record<NumberKind, string> = {
  local: "Local",
  toll_free: "Toll-free",
  mobile: "Mobile",
  national: "National",
};

type Health = PhoneNumberResource["webhooks"]["state"];

export const HEALTH: Record<Health, { tone: Tone; words: string; meaning: string }> = {
  ok: { tone: "good", words: "Calls arrive", meaning: "Twilio has the addresses it must have." },
  unknown: { tone: "neutral", words: "Not checked", meaning: "Nobody has looked at Twilio yet." },
  drifted: {
    tone: "bad",
    words: "Settings changed",
    meaning: "Somebody changed this number’s settings at Twilio: calls may not arrive here.",
  },
  missing: {
    tone: "bad",
    words: "Not in the account",
    meaning: "The connected Twilio account does not have this number, so its calls do not arrive here.",
  },
  unreachable: {
    tone: "warn",
    words: "Twilio not reached",
    meaning: "Twilio could not be asked at the last check. Calls may still arrive.",
  },
};

export const SETTING_WORDS: Record<WebhookProblem["setting"], string> = {
  voice_url: "A call comes in",
  voice_method: "A call comes in, method",
  status_callback: "Call status changes",
  status_callback_method: "Call status changes, method",
  fallback_url: "Primary handler fails",
  fallback_method: "Primary handler fails, method",
  handled_elsewhere: "Handled by an app or trunk",
};

/** Who takes a call now, in a few words. */
export function answeringWords({ answering, state }: PhoneNumberResource): string {
  if (state === "ordering") return "Being ordered";
  if (state === "releasing") return "Being released";
  switch (answering.kind) {
    case "agent":
      return answering.agentName ?? "An agent";
    case "forward":
      return `Forwarded to ${formatPhone(answering.forwardTo ?? "")}`;
    case "message":
      return "A message, then the call ends";
    case "outage":
      return answering.forwardTo ? `Outage: forwarded to ${formatPhone(answering.forwardTo)}` : "Outage message";
    case "nobody":
      return "Nobody";
  }
}

export const priceWords = (price: number | null, unit: string | null): string | null =>
  price === null ? null : new Intl.NumberFormat("en", { style: "currency", currency: unit ?? "USD" }).format(price);

export const COUNTRIES = [
  { iso: "US", name: "United States" },
  { iso: "CA", name: "Canada" },
  { iso: "GB", name: "United Kingdom" },
  { iso: "IE", name: "Ireland" },
  { iso: "DE", name: "Germany" },
  { iso: "FR", name: "France" },
  { iso: "ES", name: "Spain" },
  { iso: "NL", name: "Netherlands" },
  { iso: "AU", name: "Australia" },
] as const;
