import { issueLiveToken } from "@/lib/services/live/issue-token";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

/** POST /api/live-token. A five-minute token for the live connection; for signed-in people's pages. */
export const POST = defineApiRoute({ scope: "calls.read", sessionOnly: true }, async (context) =>
  issueLiveToken(context),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
