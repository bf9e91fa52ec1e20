import { orderSteps } from "@/lib/services/after-call/save-step";
import { defineApiRoute } from "@/lib/web/api-route";
import { orderStepsOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(orderStepsOperation, async (context, { body }) => ({
  steps: await orderSteps(context, body),
}));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
