import { getTool } from "@/lib/services/tools/list-tools";
import { deleteTool, updateTool } from "@/lib/services/tools/save-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { deleteToolOperation, getToolOperation, updateToolOperation } from "@/lib/web/openapi/operations/tools";
import { otherMethods } from "@/lib/web/refusals";
import { allowedHosts } from "@/lib/web/allowed-hosts";

export const GET = defineApiRoute(getToolOperation, (context, { params }) => getTool(context, params.toolId));

export const PUT = defineApiRoute(updateToolOperation, (context, { params, body }) =>
  updateTool(context, params.toolId, body, new Date(), allowedHosts()),
);

export const DELETE = defineApiRoute(deleteToolOperation, (context, { params }) => deleteTool(context, params.toolId));

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
