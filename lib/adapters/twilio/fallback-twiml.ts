import twilio from "twilio";

const { VoiceResponse } = twilio.twiml;
type Response = InstanceType<typeof VoiceResponse>;

/** Longest message a caller can leave. */
const LONGEST_MESSAGE_SECONDS = 180;
const RING_SECONDS = 25;

/** Hands the call to a telephone; `thenUrl` is asked when that is over, answered or not. */
export function handOn(options: { to: string; callerId: string; thenUrl: string }): string {
  const response = new VoiceResponse();
  response
    .dial({
      callerId: options.callerId,
      answerOnBridge: true,
      timeout: RING_SECONDS,
      action: options.thenUrl,
      method: "POST",
    })
    .number(options.to);
  return response.toString();
}

/** Says something and records what the caller says then; `thenUrl` is asked with the recording. */
export function takeMessage(options: {
  language: string;
  say: readonly string[];
  nothingHeard: string;
  thenUrl: string;
}): string {
  const response = new VoiceResponse();
  for (const text of options.say) say(response, text, options.language);
  response.record({
    action: options.thenUrl,
    method: "POST",
    maxLength: LONGEST_MESSAGE_SECONDS,
    timeout: 5,
    finishOnKey: "#",
    playBeep: true,
  });
  // Only reached when nothing was recorded.
  say(response, options.nothingHeard, options.language);
  response.hangup();
  return response.toString();
}

/** Asks `url` what comes now. */
export function goOnAt(url: string): string {
  const response = new VoiceResponse();
  response.redirect({ method: "POST" }, url);
  return response.toString();
}

/** Says something, if there is something to say, and hangs up. */
export function goodbye(text: string | null, language: string): string {
  const response = new VoiceResponse();
  if (text !== null) say(response, text, language);
  response.hangup();
  return response.toString();
}

type SayLanguage = Exclude<Parameters<Response["say"]>[0], string>["language"];

function say(response: Response, text: string, language: string): void {
  response.say({ language: language as NonNullable<SayLanguage> }, text.replace(/[\u0000-\u001f]/g, " "));
}
