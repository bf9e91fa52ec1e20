import { whoAmI } from "@/lib/services/api-keys/who-am-i";
import { defineApiRoute } from "@/lib/web/api-route";
import { getMe } from "@/lib/web/openapi/operations/account";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getMe, (context) => whoAmI(context));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
