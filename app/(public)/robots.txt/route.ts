import { sharedEnv } from "@/lib/env/shared";

/** Read per request: the same build serves any address. */
export const dynamic = "force-dynamic";

/** Everything else asks for a sign-in, or says itself that it is not to be shown. */
export function GET(): Response {
  const sitemap = new URL("/sitemap.xml", sharedEnv().PUBLIC_WEB_URL).href;
  return new Response(`User-agent: *\nDisallow: /api/\nAllow: /\n\nSitemap: ${sitemap}\n`, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
