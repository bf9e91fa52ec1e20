import { getPreferences, savePreferences } from "@/lib/services/notifications/preferences";
import { defineApiRoute } from "@/lib/web/api-route";
import { getPreferencesOperation, setPreferencesOperation } from "@/lib/web/openapi/operations/notifications";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getPreferencesOperation, (context) => getPreferences(context));

export const PUT = defineApiRoute(setPreferencesOperation, (context, { body }) => savePreferences(context, body));

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
