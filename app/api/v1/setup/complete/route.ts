import { completeSetup } from "@/lib/services/setup/complete-setup";
import { defineApiRoute } from "@/lib/web/api-route";
import { completeSetupOperation } from "@/lib/web/openapi/operations/setup";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(completeSetupOperation, (context, { body }) => completeSetup(context, body));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
