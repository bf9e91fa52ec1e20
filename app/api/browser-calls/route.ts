import { BrowserCall } from "@/lib/contracts/browser-line";
import { startBrowserCall, StartBrowserCallInput } from "@/lib/services/browser-calls/start-browser-call";
import { defineApiRoute } from "@/lib/web/api-route";
import { browserCallDeps } from "@/lib/web/browser-calls";
import { otherMethods } from "@/lib/web/refusals";

const Body = StartBrowserCallInput.pick({ agentId: true, version: true });

/** POST /api/browser-calls. A test call of the person at the screen; programs have `/api/v1/voice/test-call`. */
export const POST = defineApiRoute(
  { scope: "calls.start", sessionOnly: true, body: Body, response: BrowserCall, status: 201 },
  (context, { body }) => startBrowserCall(context, { ...body, kind: "test" }, browserCallDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
