import { listSteps } from "@/lib/services/after-call/list-steps";
import { createStep } from "@/lib/services/after-call/save-step";
import { defineApiRoute } from "@/lib/web/api-route";
import { createStepOperation, listStepsOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listStepsOperation, async (context, { query }) => ({
  steps: await listSteps(context, query.business),
}));

export const POST = defineApiRoute(createStepOperation, (context, { body }) => createStep(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
