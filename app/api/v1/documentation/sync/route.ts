import { listSyncs, startSync } from "@/lib/services/knowledge/documentation-sync";
import { defineApiRoute } from "@/lib/web/api-route";
import { listSyncsOperation, startSyncOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";
import { siteReader } from "@/lib/web/site-reader";

export const GET = defineApiRoute(listSyncsOperation, async (context, { query }) => ({
  syncs: await listSyncs(context, query),
}));

export const POST = defineApiRoute(startSyncOperation, (context, { body }) => startSync(context, body, siteReader()));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
