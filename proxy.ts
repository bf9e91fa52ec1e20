import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/web/content-security-policy";
import { PATH_HEADER } from "@/lib/web/path-header";
import { isDevelopment, liveOrigins } from "@/lib/web/addresses";

/** Gives each page its own nonce: only scripts that this server wrote into this very page run. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({ nonce, liveOrigins: liveOrigins(), development: isDevelopment() });
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // Prefetches too: a page that was fetched ahead is shown with the headers it came with.
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
