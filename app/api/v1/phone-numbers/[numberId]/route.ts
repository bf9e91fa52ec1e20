import { getNumber } from "@/lib/services/phone-numbers/get-number";
import { updateNumber } from "@/lib/services/phone-numbers/update-number";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { getPhoneNumberOperation, updatePhoneNumberOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getPhoneNumberOperation, (context, { params }) =>
  getNumber(context, params.numberId),
);

export const PUT = defineApiRoute(updatePhoneNumberOperation, async (context, { params, body }) =>
  updateNumber(context, params.numberId, body, await numberDeps(context)),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
