import { logIn } from "@/lib/web/log-in";
import { defineOpenRoute } from "@/lib/web/open-route";
import { loginOperation } from "@/lib/web/openapi/operations/auth";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineOpenRoute(loginOperation, logIn);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
