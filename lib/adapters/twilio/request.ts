import { toTwilioRestError } from "./rest-error";

/** Sends a request by the SDK; `what` goes on after "Twilio could not …". Throws TwilioRestError and nothing else. */
export async function request<Result>(what: string, repeatable: boolean, send: () => Promise<Result>): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    throw toTwilioRestError(error, what, repeatable);
  }
}
