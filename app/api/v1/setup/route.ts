import { getSetup } from "@/lib/services/setup/get-setup";
import { getSetupCheck } from "@/lib/services/setup/setup-check";
import { defineApiRoute } from "@/lib/web/api-route";
import { getSetupOperation } from "@/lib/web/openapi/operations/setup";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getSetupOperation, async (context) => {
  const [state, { problems }] = [await getSetup(context), await getSetupCheck(context)];
  return { ...state, problems };
});

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
