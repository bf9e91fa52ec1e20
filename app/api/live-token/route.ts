import { issueLiveToken } from "@/lib/services/live/issue-token";
import { defineApiRoute } from "@/lib/web/api-route";

/** POST /api/live-token. A five-minute token for the live connection; for signed-in people's pages. */
export const POST = defineApiRoute({
  scope: "calls.read",
  sessionOnly: true,
  handle: async (context) => issueLiveToken(context),
});
