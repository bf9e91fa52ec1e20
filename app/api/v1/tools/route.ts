import { listTools } from "@/lib/services/tools/list-tools";
import { createTool } from "@/lib/services/tools/save-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { createToolOperation, listToolsOperation } from "@/lib/web/openapi/operations/tools";
import { otherMethods } from "@/lib/web/refusals";
import { allowedHosts } from "@/lib/web/allowed-hosts";

export const GET = defineApiRoute(listToolsOperation, async (context) => ({ tools: await listTools(context) }));

export const POST = defineApiRoute(createToolOperation, (context, { body }) =>
  createTool(context, body, new Date(), allowedHosts()),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
