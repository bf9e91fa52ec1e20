import { type NextRequest, NextResponse } from "next/server";
import { sharedEnv } from "@/lib/env/shared";
import { isDevelopment, liveOrigins } from "@/lib/web/addresses";
import { contentSecurityPolicy } from "@/lib/web/content-security-policy";
import { PATH_HEADER } from "@/lib/web/path-header";
import { isSameOrigin } from "@/lib/web/same-origin";
import { STRICT_TRANSPORT } from "@/lib/web/strict-transport";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Before every page, server action and form: what changes something must come from one of our own pages (Next itself lets an
 * action without an Origin pass), and each page gets a nonce of its own, so that only scripts this server wrote into this very
 * page run. REST decides by itself, as programs with a key have no origin (`lib/web/api-route.ts`).
 */
export function proxy(request: NextRequest): NextResponse {
  const { PUBLIC_WEB_URL } = sharedEnv();
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({ nonce, liveOrigins: liveOrigins(), development: isDevelopment() });
  const isForeign = !SAFE.has(request.method) && !isSameOrigin(request.headers, PUBLIC_WEB_URL);
  const response = isForeign ? refusal() : passOn(request, policy);
  response.headers.set("content-security-policy", policy);
  if (PUBLIC_WEB_URL.startsWith("https:")) response.headers.set("strict-transport-security", STRICT_TRANSPORT);
  return response;
}

function passOn(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy);
  return NextResponse.next({ request: { headers } });
}

const refusal = (): NextResponse =>
  new NextResponse(
    "Nothing was changed: this was not sent from one of our own pages. Open the page here and try again.",
    {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    },
  );

export const config = {
  // Prefetches too: a page that was fetched ahead is shown with the headers it came with.
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)", "/api/auth/:path*"],
};
