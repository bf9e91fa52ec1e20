import { openWidget } from "@/lib/services/widgets/start-widget-call";
import { widgetRoute } from "@/lib/web/widget-route";

/** GET /api/widget/{key}. What a visitor's page shows of the widget. */
export const GET = widgetRoute(60, 200, openWidget);
