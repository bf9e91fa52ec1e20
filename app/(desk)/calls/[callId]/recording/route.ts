import { ServiceError } from "@/lib/services/errors";
import { problemResponse } from "@/lib/web/problem";
import { recordingFile } from "@/lib/web/recording-file";
import { findMember } from "@/lib/web/require-context";
import { requestMeta } from "@/lib/web/session";

/** What the player of the call's page plays, piece by piece. */
export async function GET(request: Request, { params }: { params: Promise<{ callId: string }> }): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const download = new URL(request.url).searchParams.has("download");
    return await recordingFile(member.context, (await params).callId, {
      range: request.headers.get("range"),
      download,
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return problemResponse(error, requestId);
  }
}
