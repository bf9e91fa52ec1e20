import { listStepActions } from "@/lib/services/after-call/step-actions";
import { defineApiRoute } from "@/lib/web/api-route";
import { listStepActionsOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listStepActionsOperation, async (context) => ({
  actions: await listStepActions(context),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
