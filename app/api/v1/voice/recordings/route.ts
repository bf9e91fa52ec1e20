import { listRecordings } from "@/lib/services/recordings/list-recordings";
import { defineApiRoute } from "@/lib/web/api-route";
import { listRecordingsOperation } from "@/lib/web/openapi/operations/recordings";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listRecordingsOperation, (context, { query }) => listRecordings(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
