import { ServiceError } from "@/lib/services/errors";
import { exportCallFile } from "@/lib/web/export-call-file";
import { problemResponse } from "@/lib/web/problem";
import { findMember } from "@/lib/web/require-context";
import { requestMeta } from "@/lib/web/session";

type ExportContext = { params: Promise<{ callId: string }> };

/** A call as a file to keep: `?format=` txt, pdf, csv or json. */
export async function GET(request: Request, { params }: ExportContext): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const format = new URL(request.url).searchParams.get("format");
    const file = await exportCallFile(member.context, (await params).callId, format);
    return new Response(typeof file.content === "string" ? file.content : new Uint8Array(file.content), {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
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
