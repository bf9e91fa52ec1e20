import { readWidgetScript } from "@/lib/web/widget-script";

/** GET /widget.js. The script of the web site widget, for any page to load; what it may do is decided by the server it asks. */
export const GET = async (): Promise<Response> =>
  new Response(await readWidgetScript(), {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=300" },
  });
