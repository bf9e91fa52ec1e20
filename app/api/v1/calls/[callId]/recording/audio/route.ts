import { defineApiRoute } from "@/lib/web/api-route";
import { downloadRecordingOperation } from "@/lib/web/openapi/operations/recordings";
import { recordingFile } from "@/lib/web/recording-file";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(downloadRecordingOperation, (context, { params, range }) =>
  recordingFile(context, params.callId, { range, download: true }),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
