import { markRead } from "@/lib/services/notifications/mark-read";
import { defineApiRoute } from "@/lib/web/api-route";
import { markUnreadOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const PATCH = defineApiRoute(markUnreadOperation, (context, { params }) =>
  markRead(context, params.notificationId, false),
);

const refuse = otherMethods("PATCH");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as DELETE };
