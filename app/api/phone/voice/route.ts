import { speakAsCaller, SpeakAsCallerInput } from "@/lib/services/browser-calls/speak-as-caller";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

/** POST /api/phone/voice. Typed words as a caller's voice; for the phone on its page. */
export const POST = defineApiRoute(
  { scope: "calls.start", sessionOnly: true, body: SpeakAsCallerInput },
  (context, { body }) => speakAsCaller(context, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
