import twilio, { type Twilio } from "twilio";
import { createTwilioNumbers, type NumberWebhooks, type TwilioNumber, type TwilioNumbers } from "./numbers";
import { request } from "./request";
import { TwilioRestError } from "./rest-error";

export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  /** Signs in for REST in place of the auth token. */
  apiKey?: { sid: string; secret: string } | undefined;
  /** Another address than api.twilio.com; absent, Twilio itself. */
  baseUrl?: string | undefined;
};

type TwilioCallStatus =
  "queued" | "initiated" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer" | "canceled";

type CreateCall = {
  /** E.164. */
  to: string;
  from: string;
  /** Where Twilio asks for instructions when the call is answered. */
  url: string;
  statusCallback: string;
  /** Switches on answering-machine detection beside the call; its verdict is posted here. */
  amdCallback?: string | undefined;
  fallbackUrl?: string | undefined;
  /** How long it may ring: at most 600 s. */
  timeoutSeconds: number;
  /** How long the whole call may last. */
  timeLimitSeconds: number;
  /** Keyed in once it is picked up; w waits half a second. */
  sendDigits?: string | undefined;
};

/** Twilio's REST interface, as far as Aybiza needs it. Every method throws TwilioRestError and nothing else. */
export interface TwilioRest extends TwilioNumbers {
  createCall(call: CreateCall): Promise<{ callSid: string; status: TwilioCallStatus }>;
  /** Ends a call in any state. False when Twilio knows no such call, or it was over already. */
  endCall(callSid: string): Promise<boolean>;
  /** Lets a call in progress go on with this TwiML instead. False when Twilio knows no such call, or it is over. */
  redirectCall(callSid: string, twiml: string): Promise<boolean>;
  /** Null when Twilio knows no such call. */
  fetchCallStatus(callSid: string): Promise<{ status: TwilioCallStatus; durationSeconds: number | null } | null>;
  /** Sends a text message of at most 1,600 characters. */
  sendMessage(message: { to: string; from: string; body: string }): Promise<{ messageSid: string }>;
  /** What became of a text message, in Twilio's word ("queued", "delivered", "undelivered" …). Null when Twilio knows none such. */
  fetchMessageStatus(messageSid: string): Promise<string | null>;
  /** Points a number of the account at this installation; throws when the account does not own it. */
  upsertNumberWebhooks(webhooks: NumberWebhooks & { e164: string }): Promise<TwilioNumber>;
}

const NOT_FOUND = 20404;
/** "Call is not in-progress. Cannot redirect." and its like: the call was over before we could end it. */
const CALL_OVER = 21220;
const REQUEST_TIMEOUT_MS = 10_000;

export function createTwilioRest(settings: TwilioSettings): TwilioRest {
  const client = twilioClient(settings);
  const numbers = createTwilioNumbers(client);

  return {
    ...numbers,

    async createCall(call) {
      const created = await request(`call ${call.to}`, false, () => client.calls.create(callParameters(call)));
      return { callSid: created.sid, status: created.status };
    },

    async endCall(callSid) {
      try {
        await request(`end the call ${callSid}`, true, () => client.calls(callSid).update({ status: "completed" }));
        return true;
      } catch (error) {
        if (error instanceof TwilioRestError && (error.code === NOT_FOUND || error.code === CALL_OVER)) return false;
        throw error;
      }
    },

    async redirectCall(callSid, twiml) {
      try {
        await request(`redirect the call ${callSid}`, true, () => client.calls(callSid).update({ twiml }));
        return true;
      } catch (error) {
        if (error instanceof TwilioRestError && (error.code === NOT_FOUND || error.code === CALL_OVER)) return false;
        throw error;
      }
    },

    async fetchCallStatus(callSid) {
      try {
        const call = await request(`look up the call ${callSid}`, true, () => client.calls(callSid).fetch());
        const seconds = Number.parseInt(call.duration ?? "", 10);
        return { status: call.status, durationSeconds: Number.isNaN(seconds) ? null : seconds };
      } catch (error) {
        if (error instanceof TwilioRestError && error.code === NOT_FOUND) return null;
        throw error;
      }
    },

    async sendMessage({ to, from, body }) {
      // The end of the number is enough to know it by; the whole would stand in logs.
      const what = `send a text message to …${to.slice(-2)}`;
      const created = await request(what, false, () => client.messages.create({ to, from, body }));
      return { messageSid: created.sid };
    },

    async fetchMessageStatus(messageSid) {
      try {
        const look = () => client.messages(messageSid).fetch();
        return (await request(`look up the text message ${messageSid}`, true, look)).status;
      } catch (error) {
        if (error instanceof TwilioRestError && error.code === NOT_FOUND) return null;
        throw error;
      }
    },

    async upsertNumberWebhooks({ e164, ...webhooks }) {
      const number = await numbers.findNumber(e164);
      if (number === null) {
        throw new TwilioRestError(
          `The Twilio account does not own ${e164}. Buy or port it first.`,
          NOT_FOUND,
          404,
          false,
        );
      }
      const { voiceUrl, statusCallback, fallbackUrl } = webhooks;
      const same = number.voiceUrl === voiceUrl && number.statusCallback === statusCallback;
      if (same && number.fallbackUrl === fallbackUrl) return number;
      return numbers.setWebhooks(number.sid, webhooks);
    },
  };
}

/** The SDK's client for an account; a request takes at most `timeoutMs`. */
export function twilioClient(settings: TwilioSettings, timeoutMs = REQUEST_TIMEOUT_MS): Twilio {
  const { accountSid, authToken, apiKey, baseUrl } = settings;
  const client = twilio(apiKey?.sid ?? accountSid, apiKey?.secret ?? authToken, {
    accountSid,
    autoRetry: false,
    timeout: timeoutMs,
  });
  if (baseUrl !== undefined) {
    client.api.baseUrl = baseUrl;
    client.pricing.baseUrl = baseUrl;
  }
  return client;
}

function callParameters(call: CreateCall) {
  return {
    to: call.to,
    from: call.from,
    url: call.url,
    method: "POST",
    statusCallback: call.statusCallback,
    statusCallbackMethod: "POST",
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    timeout: call.timeoutSeconds,
    timeLimit: call.timeLimitSeconds,
    ...(call.sendDigits === undefined ? {} : { sendDigits: call.sendDigits }),
    ...(call.fallbackUrl === undefined ? {} : { fallbackUrl: call.fallbackUrl, fallbackMethod: "POST" }),
    // Beside the call, never before it: the other kind leaves a person in silence for seconds.
    ...(call.amdCallback === undefined
      ? {}
      : {
          machineDetection: "DetectMessageEnd",
          asyncAmd: "true",
          asyncAmdStatusCallback: call.amdCallback,
          asyncAmdStatusCallbackMethod: "POST",
        }),
  };
}
