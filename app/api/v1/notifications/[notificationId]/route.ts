import { deleteNotification } from "@/lib/services/notifications/delete-notification";
import { defineApiRoute } from "@/lib/web/api-route";
import { deleteNotificationOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const DELETE = defineApiRoute(deleteNotificationOperation, async (context, { params }) => {
  await deleteNotification(context, params.notificationId);
  return { id: params.notificationId };
});

const refuse = otherMethods("DELETE");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as PATCH };
