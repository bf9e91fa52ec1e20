import { createCallShare, listCallShares } from "@/lib/services/call-shares/call-shares";
import { sharedEnv } from "@/lib/env/shared";
import { createCallShareOperation, listCallSharesOperation } from "@/lib/web/openapi/operations/call-records";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listCallSharesOperation, (context, { params }) =>
  listCallShares(context, params.callId),
);

export const POST = defineApiRoute(createCallShareOperation, (context, { params, body }) =>
  createCallShare(context, params.callId, body, { webUrl: sharedEnv().PUBLIC_WEB_URL, now: new Date() }),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
