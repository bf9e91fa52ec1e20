import "server-only";
import { createTwilioRest, type TwilioRest } from "@/lib/adapters/twilio/rest";
import { webEnv } from "@/lib/env/web";
import { ServiceError } from "@/lib/services/errors";

let carrier: TwilioRest | undefined;

/** The telephone network, as this process is set up to reach it. Throws UNAVAILABLE when it is not set up. */
export function telephoneCarrier(): TwilioRest {
  if (carrier) return carrier;
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_BASE_URL } = webEnv();
  if (!TWILIO_ACCOUNT_SID || !TWILIO_AUTH_TOKEN) {
    throw new ServiceError(
      "UNAVAILABLE",
      "No telephone network is set up: give the web process TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, and start it again.",
    );
  }
  carrier = createTwilioRest({
    accountSid: TWILIO_ACCOUNT_SID,
    authToken: TWILIO_AUTH_TOKEN,
    baseUrl: TWILIO_API_BASE_URL,
  });
  return carrier;
}
