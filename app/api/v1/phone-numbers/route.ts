import { buyNumber } from "@/lib/services/phone-numbers/buy-number";
import { listNumbers } from "@/lib/services/phone-numbers/list-numbers";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { buyPhoneNumberOperation, listPhoneNumbersOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listPhoneNumbersOperation, (context, { query }) => listNumbers(context, query));

export const POST = defineApiRoute(buyPhoneNumberOperation, async (context, { body }) =>
  buyNumber(context, body, await numberDeps(context)),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
