import twilio from "twilio";

const { VoiceResponse } = twilio.twiml;

/** All `Parameter` values of one stream together (https://www.twilio.com/docs/voice/twiml/stream#custom-parameters). */
const MAX_PARAMETER_CHARACTERS = 500;

/**
 * Connects the call's audio to `streamUrl` (ws:// or wss://, no query), and when that socket closes, for whatever
 * reason, asks `nextUrl` what to do. `parameters` come back in the stream's start message.
 */
export function connectStream(options: {
  streamUrl: string;
  parameters: Readonly<Record<string, string>>;
  nextUrl: string;
}): string {
  if (options.streamUrl.includes("?")) throw new TypeError("A stream's address cannot have a query; use parameters.");
  const size = Object.entries(options.parameters).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > MAX_PARAMETER_CHARACTERS)
    throw new TypeError(`Stream parameters hold ${size} characters, 500 are allowed.`);
  const response = new VoiceResponse();
  const stream = response.connect().stream({ url: options.streamUrl });
  for (const [name, value] of Object.entries(options.parameters)) stream.parameter({ name, value });
  response.redirect({ method: "POST" }, options.nextUrl);
  return response.toString();
}

/** Says `text` in `language` (BCP 47) with Twilio's own voice, and hangs up. For when the engine itself cannot speak. */
export function sayAndHangUp(text: string, language: string): string {
  const response = new VoiceResponse();
  response.say({ language: language as NonNullable<SayLanguage> }, printable(text));
  response.hangup();
  return response.toString();
}

type SayLanguage = Exclude<Parameters<InstanceType<typeof VoiceResponse>["say"]>[0], string>["language"];

/** Transfers the call to `to`. With `actionUrl` Twilio reports how that went and asks for more, else the call ends. */
export function dial(options: { to: string; callerId: string; actionUrl?: string; timeoutSeconds?: number }): string {
  const response = new VoiceResponse();
  const attributes = {
    callerId: options.callerId,
    answerOnBridge: true,
    timeout: options.timeoutSeconds ?? 30,
    ...(options.actionUrl === undefined ? {} : { action: options.actionUrl, method: "POST" }),
  };
  response.dial(attributes).number(options.to);
  if (options.actionUrl === undefined) response.hangup();
  return response.toString();
}

/**
 * Joins the conference `name`, which ends with the first who leaves it. Nobody hears a tone. `reportUrl` is told who comes and goes; who is still
 * there when it is over goes on at `thenUrl`.
 */
export function conference(
  name: string,
  more: { say?: { text: string | null; language: string }; reportUrl?: string; thenUrl?: string } = {},
): string {
  const response = new VoiceResponse();
  if (more.say?.text)
    response.say({ language: more.say.language as NonNullable<SayLanguage> }, printable(more.say.text));
  const reported =
    more.reportUrl === undefined
      ? {}
      : {
          statusCallback: more.reportUrl,
          statusCallbackMethod: "POST",
          statusCallbackEvent: ["join" as const, "end" as const],
        };
  const joined = { beep: "false" as const, startConferenceOnEnter: true, endConferenceOnExit: true };
  response.dial().conference({ ...joined, ...reported }, name);
  if (more.thenUrl === undefined) response.hangup();
  else response.redirect({ method: "POST" }, more.thenUrl);
  return response.toString();
}

/** Silence after the words in which a key may still be pressed. */
const KEY_SECONDS = 6;

/** Says `text`, twice, and tells `keyUrl` the key that is pressed. Without one the call ends: so it does with a voicemail. */
export function askKey(options: { text: string; language: string; keyUrl: string }): string {
  const response = new VoiceResponse();
  const language = options.language as NonNullable<SayLanguage>;
  for (let times = 0; times < 2; times += 1) {
    response
      .gather({
        input: ["dtmf"],
        numDigits: 1,
        finishOnKey: "",
        timeout: KEY_SECONDS,
        action: options.keyUrl,
        method: "POST",
      })
      .say({ language }, printable(options.text));
  }
  response.hangup();
  return response.toString();
}

export function hangUp(): string {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
}

/** XML 1.0 has no control characters, not even escaped ones. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ").replace(/\p{Surrogate}/gu, "");
}
