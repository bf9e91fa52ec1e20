import { exportAgent } from "@/lib/services/agents/export-agent";
import { ServiceError } from "@/lib/services/errors";
import { problemResponse } from "@/lib/web/problem";
import { findMember } from "@/lib/web/require-context";
import { requestMeta } from "@/lib/web/session";

type RouteContext = { params: Promise<{ agentId: string }> };

/** The agent as a file to keep. */
export async function GET(_request: Request, { params }: RouteContext): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const file = await exportAgent(member.context, (await params).agentId);
    const name =
      file.name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "agent";
    return new Response(`${JSON.stringify(file, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.agent.json"`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return problemResponse(error, requestId);
  }
}
