import { importNumber } from "@/lib/services/phone-numbers/import-number";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { importPhoneNumberOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(importPhoneNumberOperation, async (context, { body }) =>
  importNumber(context, body, await numberDeps(context)),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
