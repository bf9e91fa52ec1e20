import "server-only";
import { callPdf } from "@/lib/adapters/pdf/call-pdf";
import { type CallFile, exportCall } from "@/lib/services/calls/export-calls";
import type { ServiceContext } from "@/lib/services/context";

/** One call as a file, drawn by our own PDF adapter where that is asked for. */
export const exportCallFile = (context: ServiceContext, callId: string, format: unknown): Promise<CallFile> =>
  exportCall(context, callId, format, callPdf);
