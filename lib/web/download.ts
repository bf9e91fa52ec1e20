import "server-only";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { ServiceError } from "@/lib/services/errors";
import { problemResponse } from "./problem";
import { newRequestId } from "./request-id";
import { findMember, type Member } from "./require-context";
import { isSameOrigin } from "./same-origin";

/** A POST of one of our own pages that answers with a JSON file to keep. Errors are problem+json. */
export function downloadFor(make: (member: Member, request: Request) => Promise<{ fileName: string; body: unknown }>) {
  return async (request: Request): Promise<Response> => {
    const requestId = newRequestId();
    try {
      const member = await findMember();
      if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
      if (!isSameOrigin(request.headers, sharedEnv().PUBLIC_WEB_URL))
        throw new ServiceError("FORBIDDEN", "Start the download on its own page.");
      const acting = { ...member, context: { ...member.context, requestId } };
      const { fileName, body } = await make(acting, request);
      return new Response(`${JSON.stringify(body, null, 2)}\n`, {
        headers: {
          "content-type": "application/json",
          "content-disposition": `attachment; filename="${fileName}"`,
          "cache-control": "no-store",
          "x-request-id": requestId,
        },
      });
    } catch (error) {
      if (!(error instanceof ServiceError)) log.error({ requestId, err: error }, "download failed");
      return problemResponse(error, requestId);
    }
  };
}
