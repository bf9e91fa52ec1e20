import { callPdf } from "@/lib/adapters/pdf/call-pdf";
import { exportCall } from "@/lib/services/calls/export-calls";
import { exportCallOperation } from "@/lib/web/openapi/operations/call-records";
import { fileAsJson } from "@/lib/web/file-as-json";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(exportCallOperation, async (context, { params, query }) =>
  fileAsJson(await exportCall(context, params.callId, query.format, callPdf)),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
