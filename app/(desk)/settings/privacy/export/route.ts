import { Readable } from "node:stream";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { ServiceError } from "@/lib/services/errors";
import { exportOrganization } from "@/lib/services/privacy/export-organization";
import { objectStore } from "@/lib/web/objects";
import { problemResponse } from "@/lib/web/problem";
import { findMember } from "@/lib/web/require-context";
import { newRequestId } from "@/lib/web/request-id";
import { isSameOrigin } from "@/lib/web/same-origin";

/** The archive, as it is made. A form posts here: a link from elsewhere must not start it. */
export async function POST(request: Request): Promise<Response> {
  const requestId = newRequestId();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    if (!isSameOrigin(request.headers, sharedEnv().PUBLIC_WEB_URL))
      throw new ServiceError("FORBIDDEN", "Start the export on the privacy page.");
    const { stream, fileName } = await exportOrganization({ ...member.context, requestId }, objectStore());
    stream.on("error", (error) => log.error({ requestId, err: error }, "export broken off"));
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/gzip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) log.error({ requestId, err: error }, "export failed");
    return problemResponse(error, requestId);
  }
}
