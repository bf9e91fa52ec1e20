import { tryRule } from "@/lib/services/quality/try-rule";
import { defineApiRoute } from "@/lib/web/api-route";
import { tryRuleOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(tryRuleOperation, (context, { params, body }) =>
  tryRule(context, params.businessId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
