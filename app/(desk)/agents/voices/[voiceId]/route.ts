import { ServiceError } from "@/lib/services/errors";
import { getVoiceSample } from "@/lib/services/voices/get-voice-sample";
import { problemResponse } from "@/lib/web/problem";
import { findMember } from "@/lib/web/require-context";
import { requestMeta } from "@/lib/web/session";

type RouteContext = { params: Promise<{ voiceId: string }> };

/** A voice to hear, for members; their browsers keep it, since a voice's sample never changes. */
export async function GET(_request: Request, { params }: RouteContext): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const wav = await getVoiceSample(member.context, (await params).voiceId);
    return new Response(wav, {
      headers: {
        "content-type": "audio/wav",
        "content-length": String(wav.byteLength),
        "cache-control": "private, max-age=2592000, immutable",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return problemResponse(error, requestId);
  }
}
