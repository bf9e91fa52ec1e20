import { tryStep } from "@/lib/services/after-call/try-step";
import { defineApiRoute } from "@/lib/web/api-route";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { tryStepOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(tryStepOperation, (context, { body }) =>
  tryStep(context, body, webIntegrationDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
