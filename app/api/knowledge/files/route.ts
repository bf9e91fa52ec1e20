import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { MAX_KNOWLEDGE_FILE_BYTES } from "@/lib/contracts/knowledge";
import { ServiceError } from "@/lib/services/errors";
import { uploadKnowledgeFile } from "@/lib/services/knowledge/upload-knowledge-file";
import { objectStore } from "@/lib/web/objects";
import { HttpError, problemResponse } from "@/lib/web/problem";
import { otherMethods } from "@/lib/web/refusals";
import { bytesOf, refuseTooLarge } from "@/lib/web/request-body";
import { newRequestId } from "@/lib/web/request-id";
import { findMember } from "@/lib/web/require-context";
import { isSameOrigin } from "@/lib/web/same-origin";

/**
 * POST /api/knowledge/files?businessId=…&name=…, the file's bytes as the body. For the person at the screen: the browser tells how much was sent,
 * and nothing of it is held whole.
 */
export async function POST(request: Request): Promise<Response> {
  const requestId = newRequestId();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    if (!isSameOrigin(request.headers, sharedEnv().PUBLIC_WEB_URL))
      throw new ServiceError("FORBIDDEN", "Files are added on our own pages alone.");
    refuseTooLarge(request, MAX_KNOWLEDGE_FILE_BYTES);
    const { searchParams } = new URL(request.url);
    const input = { businessId: searchParams.get("businessId") ?? "", name: searchParams.get("name") ?? "" };
    const context = { ...member.context, requestId, sessionId: member.sessionId };
    const source = await uploadKnowledgeFile(context, input, bytesOf(request), objectStore());
    return Response.json(source, { status: 201, headers: { "x-request-id": requestId, "cache-control": "no-store" } });
  } catch (error) {
    const isForeseen = error instanceof ServiceError || error instanceof HttpError || request.signal.aborted;
    if (!isForeseen) log.error({ requestId, err: error }, "a file was not taken");
    return problemResponse(error, requestId);
  }
}

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
