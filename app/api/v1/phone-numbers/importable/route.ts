import { listImportable } from "@/lib/services/phone-numbers/import-number";
import { defineApiRoute } from "@/lib/web/api-route";
import { numberDeps } from "@/lib/web/number-deps";
import { listImportableNumbersOperation } from "@/lib/web/openapi/operations/phone-numbers";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listImportableNumbersOperation, async (context) =>
  listImportable(context, await numberDeps(context)),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
