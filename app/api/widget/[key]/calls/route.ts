import { startWidgetCall } from "@/lib/services/widgets/start-widget-call";
import { browserCallDeps } from "@/lib/web/browser-calls";
import { widgetRoute } from "@/lib/web/widget-route";

/** POST /api/widget/{key}/calls. A visitor calls. */
export const POST = widgetRoute(6, 201, (visitor) => startWidgetCall(visitor, browserCallDeps()));
