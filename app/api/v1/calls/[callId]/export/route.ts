import { exportCallOperation } from "@/lib/web/openapi/operations/call-records";
import { exportCallFile } from "@/lib/web/export-call-file";
import { fileAsJson } from "@/lib/web/file-as-json";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(exportCallOperation, async (context, { params, query }) =>
  fileAsJson(await exportCallFile(context, params.callId, query.format)),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
