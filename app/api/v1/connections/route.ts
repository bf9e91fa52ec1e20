import { getConnections } from "@/lib/services/connections/get-connections";
import { saveConnection } from "@/lib/services/connections/save-connection";
import { defineApiRoute } from "@/lib/web/api-route";
import { listConnectionsOperation, saveConnectionOperation } from "@/lib/web/openapi/operations/connections";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listConnectionsOperation, (context) => getConnections(context));

export const PUT = defineApiRoute(saveConnectionOperation, (context, { body: { vendor, ...input } }) =>
  saveConnection(context, vendor, input),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
