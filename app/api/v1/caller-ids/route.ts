import { listCallerIds } from "@/lib/services/caller-ids/list-caller-ids";
import { startCallerId } from "@/lib/services/caller-ids/start-caller-id";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { listCallerIdsOperation, startCallerIdOperation } from "@/lib/web/openapi/operations/caller-ids";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listCallerIdsOperation, async (context) => ({
  callerIds: await listCallerIds(context),
}));

export const POST = defineApiRoute(startCallerIdOperation, async (context, { body }) =>
  startCallerId(context, body, await numberDeps(context)),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
