import { z } from "zod";
import { CallAudio } from "@/lib/contracts/call-audio";
import { openCallAudio } from "@/lib/services/call-audio/open-call-audio";
import { defineApiRoute } from "@/lib/web/api-route";
import { browserCallDeps } from "@/lib/web/browser-calls";
import { otherMethods } from "@/lib/web/refusals";

/** POST /api/call-audio. Lets the person at the screen hear a call in progress, and speak in it if they may. */
export const POST = defineApiRoute(
  { scope: "calls.read", sessionOnly: true, body: z.object({ callId: z.uuid() }), response: CallAudio },
  (context, { body }) => openCallAudio(context, body, browserCallDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
