import { decideFinding } from "@/lib/services/quality/findings";
import { defineApiRoute } from "@/lib/web/api-route";
import { decideFindingOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(decideFindingOperation, (context, { params, body }) =>
  decideFinding(context, params.findingId, body),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
