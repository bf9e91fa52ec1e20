import { markAllRead } from "@/lib/services/notifications/mark-read";
import { defineApiRoute } from "@/lib/web/api-route";
import { markAllReadOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const PATCH = defineApiRoute(markAllReadOperation, (context) => markAllRead(context));

const refuse = otherMethods("PATCH");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as DELETE };
