import { callFile } from "@/lib/web/call-file";
import { exportCallFile } from "@/lib/web/export-call-file";

type ExportContext = { params: Promise<{ callId: string }> };

/** A call as a file to keep: `?format=` txt, pdf, csv or json. */
export const GET = (request: Request, { params }: ExportContext): Promise<Response> =>
  callFile(async (context) =>
    exportCallFile(context, (await params).callId, new URL(request.url).searchParams.get("format")),
  );
