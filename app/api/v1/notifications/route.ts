import { listNotifications } from "@/lib/services/notifications/list-notifications";
import { defineApiRoute } from "@/lib/web/api-route";
import { listNotificationsOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listNotificationsOperation, (context, { query }) =>
  listNotifications(context, query),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
