import { signUp } from "@/lib/services/sign-up/sign-up";
import { defineOpenRoute } from "@/lib/web/open-route";
import { registerOperation } from "@/lib/web/openapi/operations/auth";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineOpenRoute(registerOperation, async (request, body) => {
  const { email } = await signUp(body, request);
  return { message: `A link to confirm ${email} is on its way.` };
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
