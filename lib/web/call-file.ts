import "server-only";
import type { CallFile } from "@/lib/services/calls/export-calls";
import type { ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/errors";
import { problemResponse } from "./problem";
import { findMember } from "./require-context";
import { requestMeta } from "./session";

/** A GET of one of our own pages that answers with a file to keep. Errors are problem+json. */
export async function callFile(make: (context: ServiceContext) => Promise<CallFile>): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const { content, contentType, fileName } = await make(member.context);
    return new Response(typeof content === "string" ? content : new Uint8Array(content), {
      headers: {
        "content-type": contentType,
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return problemResponse(error, requestId);
  }
}
