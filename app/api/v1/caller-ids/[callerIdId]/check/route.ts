import { checkCallerId } from "@/lib/services/caller-ids/check-caller-id";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { checkCallerIdOperation } from "@/lib/web/openapi/operations/caller-ids";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(checkCallerIdOperation, async (context, { params }) =>
  checkCallerId(context, params.callerIdId, await numberDeps(context)),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
