import { requestPasswordReset } from "@/lib/services/mail-links/request-password-reset";
import { defineOpenRoute } from "@/lib/web/open-route";
import { forgotPasswordOperation } from "@/lib/web/openapi/operations/auth";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineOpenRoute(forgotPasswordOperation, async (request, { email }) => {
  await requestPasswordReset({ email }, request);
  return { message: `If ${email} has an account, a mail with a link is on its way.` };
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
