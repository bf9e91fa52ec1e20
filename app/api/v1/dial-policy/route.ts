import { getDialPolicy } from "@/lib/services/dial-policy/get-dial-policy";
import { setDialPolicy } from "@/lib/services/dial-policy/set-dial-policy";
import { defineApiRoute } from "@/lib/web/api-route";
import { getDialPolicyOperation, setDialPolicyOperation } from "@/lib/web/openapi/operations/caller-ids";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getDialPolicyOperation, (context) => getDialPolicy(context));

export const PUT = defineApiRoute(setDialPolicyOperation, (context, { body }) => setDialPolicy(context, body));

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
