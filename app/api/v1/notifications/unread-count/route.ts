import { countUnread } from "@/lib/services/notifications/count-unread";
import { defineApiRoute } from "@/lib/web/api-route";
import { countUnreadOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(countUnreadOperation, (context) => countUnread(context));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
