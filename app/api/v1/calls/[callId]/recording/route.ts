import { deleteRecording } from "@/lib/services/recordings/delete-recording";
import { getRecording } from "@/lib/services/recordings/get-recording";
import { defineApiRoute } from "@/lib/web/api-route";
import { objectStore } from "@/lib/web/objects";
import { deleteRecordingOperation, getRecordingOperation } from "@/lib/web/openapi/operations/recordings";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getRecordingOperation, (context, { params }) => getRecording(context, params.callId));

export const DELETE = defineApiRoute(deleteRecordingOperation, (context, { params }) =>
  deleteRecording(context, params.callId, objectStore()),
);

const refuse = otherMethods("GET", "DELETE");
export { refuse as POST, refuse as PUT, refuse as PATCH };
