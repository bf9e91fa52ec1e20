import { deleteComplianceRule, updateComplianceRule } from "@/lib/services/quality/compliance-rules";
import { defineApiRoute } from "@/lib/web/api-route";
import { deleteRuleOperation, updateRuleOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(updateRuleOperation, (context, { params, body }) =>
  updateComplianceRule(context, params.businessId, params.ruleKey, body),
);

export const DELETE = defineApiRoute(deleteRuleOperation, (context, { params }) =>
  deleteComplianceRule(context, params.businessId, params.ruleKey),
);

const refuse = otherMethods("PUT", "DELETE");
export { refuse as GET, refuse as POST, refuse as PATCH };
