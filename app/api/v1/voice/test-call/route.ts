import { startTestCall } from "@/lib/services/browser-calls/start-test-call";
import { carrierFor } from "@/lib/services/connections/carrier-for";
import { liveUrl } from "@/lib/web/addresses";
import { defineApiRoute } from "@/lib/web/api-route";
import { browserCallDeps } from "@/lib/web/browser-calls";
import { testCallOperation } from "@/lib/web/openapi/operations/voice";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testCallOperation, (context, { body }) =>
  startTestCall(context, body, {
    browser: browserCallDeps(),
    phone: async () => ({
      carrier: await carrierFor(context.organizationId),
      publicCallUrl: liveUrl(),
      now: new Date(),
    }),
  }),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
