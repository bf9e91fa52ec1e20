import { BrowserCall } from "@/lib/contracts/browser-line";
import { startPhoneCall, StartPhoneCallInput } from "@/lib/services/browser-calls/start-phone-call";
import { defineApiRoute } from "@/lib/web/api-route";
import { browserCallDeps } from "@/lib/web/browser-calls";
import { otherMethods } from "@/lib/web/refusals";

/** POST /api/phone/calls. Dials one of the organization's own numbers; for the phone on its page. */
export const POST = defineApiRoute(
  { scope: "calls.start", sessionOnly: true, body: StartPhoneCallInput, response: BrowserCall, status: 201 },
  (context, { body }) => startPhoneCall(context, body, browserCallDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
