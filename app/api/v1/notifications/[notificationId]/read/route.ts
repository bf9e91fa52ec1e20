import { markRead } from "@/lib/services/notifications/mark-read";
import { defineApiRoute } from "@/lib/web/api-route";
import { markReadOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const PATCH = defineApiRoute(markReadOperation, (context, { params }) =>
  markRead(context, params.notificationId),
);

const refuse = otherMethods("PATCH");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as DELETE };
