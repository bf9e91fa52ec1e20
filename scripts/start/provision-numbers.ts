import twilio from "twilio";
import { ASK_AGAIN } from "@/lib/domain/call/webhook-address";

export type Provision = {
  sandboxUrl: string;
  accountSid: string;
  authToken: string;
  numbers: readonly string[];
  callUrl: string;
};

/** Buys the demo's numbers at the sandbox's Twilio, by Twilio's own SDK, and points their webhooks at the call-worker. */
export async function provisionNumbers({
  sandboxUrl,
  accountSid,
  authToken,
  numbers,
  callUrl,
}: Provision): Promise<void> {
  const client = twilio(accountSid, authToken);
  client.api.baseUrl = sandboxUrl;
  const webhooks = {
    voiceUrl: `${callUrl}/twilio/voice${ASK_AGAIN}`,
    voiceMethod: "POST",
    statusCallback: `${callUrl}/twilio/status${ASK_AGAIN}`,
    statusCallbackMethod: "POST",
  };
  for (const phoneNumber of numbers) {
    const [known] = await client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 });
    if (known) await client.incomingPhoneNumbers(known.sid).update(webhooks);
    else await client.incomingPhoneNumbers.create({ phoneNumber, ...webhooks });
  }
}
