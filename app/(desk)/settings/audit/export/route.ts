import { ExportFormat } from "@/lib/contracts/audit";
import { ServiceError } from "@/lib/services/errors";
import { exportAudit } from "@/lib/services/audit/export-audit";
import { problemResponse } from "@/lib/web/problem";
import { findMember } from "@/lib/web/require-context";
import { requestMeta } from "@/lib/web/session";
import { auditFilterOf, auditParams } from "../audit-params";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

/** The audit log as a file, with the page's own filters, sent while it is read. */
export async function GET(request: Request): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const given = Object.fromEntries(new URL(request.url).searchParams);
    const format = ExportFormat.safeParse(given["format"]);
    const { filter, refused } = auditFilterOf(auditParams(given), member.membership.timeZone);
    // A file that silently has more than was asked for would be taken for the truth.
    const bad = format.success ? refused[0] : "format";
    if (!format.success || bad) throw new ServiceError("INVALID", `Check ${bad}: it is not valid.`);
    const chunks = await exportAudit(member.context, { format: format.data, filter });
    const name = `audit-log-${member.membership.accountId}.${format.data}`;
    return new Response(streamOf(chunks), {
      headers: {
        "content-type": TYPES[format.data],
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return problemResponse(error, requestId);
  }
}

/** Reads on only as fast as the browser takes it; a download that is broken off stops the reading. */
function streamOf(chunks: AsyncGenerator<string, void, undefined>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return();
    },
  });
}
