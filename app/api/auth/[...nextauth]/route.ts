import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { authOptions } from "@/lib/web/auth-options";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints; options are read per request, so that building needs no secrets. */
async function handler(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, authOptions()) as Promise<Response>;
}

export { handler as GET, handler as POST };
