import { goodbye, handOn, takeMessage } from "@/lib/adapters/twilio/fallback-twiml";
import { fallbackWords } from "@/lib/domain/numbers/fallback-words";
import { readFallbackAddress, withStep } from "./fallback-address";

/** What the carrier is told to do, and what there is to note once it was told. */
export type FallbackAnswer = {
  twiml: string;
  note: { e164: string; outcome: "forwarded" | "message" | "voicemail"; forwardedTo: string | null } | null;
};

/**
 * Answers for a number whose call-workers cannot: hands the call to the fallback number, and where that does not answer takes a message.
 * Needs nothing but the address the carrier asked and the installation's secret: no database, no worker. Null for an address we did not sign.
 */
export function answerFallback(address: URL, form: URLSearchParams, secret: string): FallbackAnswer | null {
  const content = readFallbackAddress(address.searchParams, secret);
  if (!content) return null;
  const { e164, forwardTo, message, language } = content;
  const words = fallbackWords(language);
  const step = address.searchParams.get("step");
  if (step === "recorded") {
    const note = { e164, outcome: "voicemail", forwardedTo: null } as const;
    return { twiml: goodbye(words.thanks, language), note };
  }
  if (step === "dialled" && form.get("DialCallStatus") === "completed")
    return { twiml: goodbye(null, language), note: null };
  if (step === null && forwardTo !== null) {
    return {
      twiml: handOn({ to: forwardTo, callerId: e164, thenUrl: withStep(address, "dialled") }),
      note: { e164, outcome: "forwarded", forwardedTo: forwardTo },
    };
  }
  const twiml = takeMessage({
    language,
    say: [message ?? words.nobody, words.leaveMessage],
    nothingHeard: words.nothingHeard,
    thenUrl: withStep(address, "recorded"),
  });
  return { twiml, note: { e164, outcome: "message", forwardedTo: null } };
}
