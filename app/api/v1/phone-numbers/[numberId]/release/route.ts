import { releaseNumber } from "@/lib/services/phone-numbers/release-number";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { releasePhoneNumberOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(releasePhoneNumberOperation, async (context, { params, body }) =>
  releaseNumber(context, params.numberId, body, await numberDeps(context)),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
