import { createComplianceRule, listComplianceRules } from "@/lib/services/quality/compliance-rules";
import { defineApiRoute } from "@/lib/web/api-route";
import { createRuleOperation, listRulesOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listRulesOperation, async (context, { params }) => ({
  rules: await listComplianceRules(context, params.businessId),
}));

export const POST = defineApiRoute(createRuleOperation, (context, { params, body }) =>
  createComplianceRule(context, { ...body, businessId: params.businessId }),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
