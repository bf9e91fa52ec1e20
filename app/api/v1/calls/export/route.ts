import { exportCalls } from "@/lib/services/calls/export-calls";
import { exportCallsOperation } from "@/lib/web/openapi/operations/call-records";
import { fileAsJson } from "@/lib/web/file-as-json";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(exportCallsOperation, async (context, { body }) => {
  const { calls, ...file } = await exportCalls(context, body);
  return { ...fileAsJson(file), calls };
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
