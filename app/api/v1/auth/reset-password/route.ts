import { resetPassword } from "@/lib/services/mail-links/reset-password";
import { defineOpenRoute } from "@/lib/web/open-route";
import { resetPasswordOperation } from "@/lib/web/openapi/operations/auth";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineOpenRoute(resetPasswordOperation, async (request, body) => {
  await resetPassword(body, request);
  return { message: "The new password counts. Sign in with it." };
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
