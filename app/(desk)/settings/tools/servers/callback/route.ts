import { type NextRequest, NextResponse } from "next/server";
import { sharedEnv } from "@/lib/env/shared";
import { checkMcpServer } from "@/lib/services/mcp-servers/check-server";
import { finishMcpSignIn } from "@/lib/services/mcp-servers/sign-in";
import { mcpClient } from "@/lib/web/mcp-client";
import { requireContext, requireMember } from "@/lib/web/require-context";

/** Where MCP servers send people back to. What they bring is good once, in the session that asked for it. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const context = await requireContext("tools.write");
  const { sessionId } = await requireMember();
  const asked = request.nextUrl.searchParams;
  const returned = {
    state: asked.get("state"),
    code: asked.get("code"),
    error: asked.get("error"),
    iss: asked.get("iss"),
  };
  const finished = await finishMcpSignIn({ ...context, sessionId }, returned, mcpClient());
  const { serverId, problem } = finished;
  // What it offers is seen at once; where that fails the page says why.
  if (serverId !== null && problem === undefined) await checkMcpServer(context, serverId, mcpClient());
  const page = serverId === null ? "/settings/tools" : `/settings/tools/servers/${serverId}`;
  return NextResponse.redirect(`${sharedEnv().PUBLIC_WEB_URL}${page}${problem ? `?problem=${problem}` : ""}`, 303);
}
