import { sharedEnv } from "@/lib/env/shared";
import { PUBLIC_PATHS } from "../_content/addresses";

/** Read per request: the same build serves any address. */
export const dynamic = "force-dynamic";

export function GET(): Response {
  const base = sharedEnv().PUBLIC_WEB_URL;
  const urls = PUBLIC_PATHS.map((path) => `<url><loc>${new URL(path, base).href}</loc></url>`).join("");
  const xml = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`;
  return new Response(xml, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
