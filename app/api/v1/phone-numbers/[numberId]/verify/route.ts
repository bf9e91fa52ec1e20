import { verifyNumber } from "@/lib/services/phone-numbers/verify-number";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { verifyPhoneNumberOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(verifyPhoneNumberOperation, async (context, { params, body }) =>
  verifyNumber(context, params.numberId, body, await numberDeps(context)),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
