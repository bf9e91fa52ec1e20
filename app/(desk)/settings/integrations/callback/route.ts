import { type NextRequest, NextResponse } from "next/server";
import { sharedEnv } from "@/lib/env/shared";
import { finishConnect } from "@/lib/services/integrations/connect";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { requireContext, requireMember } from "@/lib/web/require-context";

/** Where vendors send people back to. What they bring is good once, in the session that asked for it. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const context = await requireContext("tools.write");
  const { sessionId } = await requireMember();
  const asked = request.nextUrl.searchParams;
  const finished = await finishConnect(
    { ...context, sessionId },
    { state: asked.get("state"), code: asked.get("code"), error: asked.get("error") },
    webIntegrationDeps(),
  );
  const { vendor } = finished;
  const page = `/settings/integrations${vendor === null ? "" : `/${vendor}`}`;
  const news = "problem" in finished ? `?problem=${finished.problem}` : "?connected=1";
  return NextResponse.redirect(`${sharedEnv().PUBLIC_WEB_URL}${page}${news}`, 303);
}
