import type { TwilioNumbers } from "@/lib/adapters/twilio/numbers";
import type { ConnectionMode } from "@/lib/contracts/connections";
import { numberAddresses, type NumberAddresses } from "@/lib/domain/call/number-webhooks";
import type { StoredPlan } from "../inbound/number-plan";
import { fallbackAddress } from "./fallback-address";

/** What the verbs of phone numbers need of the installation. */
export type NumberDeps = {
  /** The organization's account at the carrier. */
  carrier: TwilioNumbers;
  /** Whose account that is. */
  account: ConnectionMode;
  /** Where the carrier reaches the call-workers, and the web app. */
  publicCallUrl: string;
  publicWebUrl: string;
  /** The installation's; signs what the carrier is given to ask when we are down. */
  secret: string;
  now: Date;
};

/** What the carrier must have stored for a number. */
export function addressesOf(
  e164: string,
  plan: Pick<StoredPlan, "fallbackNumber" | "fallbackMessage" | "language">,
  deps: Pick<NumberDeps, "publicCallUrl" | "publicWebUrl" | "secret">,
): NumberAddresses {
  // A web app that only this machine reaches is no fallback for a carrier that comes from outside.
  if (isLocal(deps.publicWebUrl) && !isLocal(deps.publicCallUrl)) return numberAddresses(deps.publicCallUrl, "");
  const { fallbackNumber: forwardTo, fallbackMessage: message, language } = plan;
  const fallback = fallbackAddress(deps.publicWebUrl, { e164, forwardTo, message, language }, deps.secret);
  return numberAddresses(deps.publicCallUrl, fallback);
}

const isLocal = (address: string): boolean => /^(localhost|127\..*|\[::1\])$/.test(new URL(address).hostname);
