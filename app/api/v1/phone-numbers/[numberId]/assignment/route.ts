import { assignNumber } from "@/lib/services/phone-numbers/assign-number";
import { defineApiRoute } from "@/lib/web/api-route";

import { assignPhoneNumberOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(assignPhoneNumberOperation, (context, { params, body }) =>
  assignNumber(context, params.numberId, body),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
