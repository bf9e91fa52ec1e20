import { sharedEnv } from "@/lib/env/shared";
import { createFeed, listFeeds } from "@/lib/services/appointments/feeds";
import { defineApiRoute } from "@/lib/web/api-route";
import { createFeedOperation, listFeedsOperation } from "@/lib/web/openapi/operations/appointment-notices";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listFeedsOperation, async (context, { query }) => ({
  feeds: await listFeeds(context, query),
}));

export const POST = defineApiRoute(createFeedOperation, (context, { body }) =>
  createFeed(context, body, { webUrl: sharedEnv().PUBLIC_WEB_URL }),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
