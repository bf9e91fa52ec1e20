import { getStep } from "@/lib/services/after-call/list-steps";
import { deleteStep, updateStep } from "@/lib/services/after-call/save-step";
import { defineApiRoute } from "@/lib/web/api-route";
import { deleteStepOperation, getStepOperation, updateStepOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getStepOperation, (context, { params }) => getStep(context, params.stepId));

export const PUT = defineApiRoute(updateStepOperation, (context, { params, body }) =>
  updateStep(context, params.stepId, body),
);

export const DELETE = defineApiRoute(deleteStepOperation, (context, { params }) => deleteStep(context, params.stepId));

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
