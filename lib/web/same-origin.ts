import { webOriginsOf } from "@/lib/domain/web-origins";

/**
 * True when a request that changes something was made by one of our own pages: the browser says so in `Origin`. Anything a cookie
 * alone would allow is refused without it.
 */
export function isSameOrigin(headers: Headers, publicWebUrl: string): boolean {
  const origin = headers.get("origin");
  if (!origin) return headers.get("sec-fetch-site") === "same-origin";
  if (webOriginsOf(publicWebUrl).includes(origin)) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && host !== null && new URL(origin).host === host;
}
