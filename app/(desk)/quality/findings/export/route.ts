import { ServiceError } from "@/lib/services/errors";
import { exportFindings } from "@/lib/services/quality/findings";
import { problemResponse } from "@/lib/web/problem";
import { findMember } from "@/lib/web/require-context";
import { requestMeta } from "@/lib/web/session";

/** The findings as CSV, with the page's own filters, sent while they are read. */
export async function GET(request: Request): Promise<Response> {
  const { requestId } = await requestMeta();
  try {
    const member = await findMember();
    if (!member) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const given = new URL(request.url).searchParams;
    const ruleKey = given.get("rule");
    const lines = await exportFindings(member.context, {
      ...(given.get("state") === "all" ? {} : { state: ["open"] }),
      ...(ruleKey ? { ruleKey } : {}),
    });
    return new Response(streamOf(lines), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="findings-${member.membership.accountId}.csv"`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return problemResponse(error, requestId);
  }
}

/** Reads on only as fast as the browser takes it. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
