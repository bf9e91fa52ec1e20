import { removeCallerId } from "@/lib/services/caller-ids/remove-caller-id";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { removeCallerIdOperation } from "@/lib/web/openapi/operations/caller-ids";
import { otherMethods } from "@/lib/web/refusals";

export const DELETE = defineApiRoute(removeCallerIdOperation, async (context, { params }) =>
  removeCallerId(context, params.callerIdId, await numberDeps(context)),
);

const refuse = otherMethods("DELETE");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as PATCH };
