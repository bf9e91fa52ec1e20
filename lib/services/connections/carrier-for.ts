import { createTwilioRest, type TwilioRest } from "@/lib/adapters/twilio/rest";
import { ServiceError } from "../errors";
import { accountFor } from "./account-for";

type Kept = { key: string; carrier: TwilioRest };
/** Clients keep connections open, so each organization's is kept until its account changes. */
const kept = new Map<string, Kept>();
const MOST_KEPT = 500;
const INSTALLATION = "installation";

/** The telephone network by the organization's own Twilio account, else by the installation's. Throws UNAVAILABLE when there is neither. */
export async function carrierFor(organizationId: string): Promise<TwilioRest> {
  const { mode, revision, account } = await accountFor(organizationId, "twilio");
  if (!account) {
    throw new ServiceError(
      "UNAVAILABLE",
      "No telephone network is set up: connect a Twilio account in the settings, under Connections, or give this process TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.",
    );
  }
  const owner = mode === "own" ? organizationId : INSTALLATION;
  const key = `${revision}:${account.accountSid}`;
  const known = kept.get(owner);
  if (known && (owner === INSTALLATION || known.key === key)) return known.carrier;
  if (kept.size >= MOST_KEPT) kept.clear();
  const carrier = createTwilioRest(account);
  kept.set(owner, { key, carrier });
  return carrier;
}
