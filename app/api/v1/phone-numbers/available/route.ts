import { searchNumbers } from "@/lib/services/phone-numbers/search-numbers";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { searchPhoneNumbersOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(searchPhoneNumbersOperation, async (context, { query }) =>
  searchNumbers(context, query, await numberDeps(context)),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
