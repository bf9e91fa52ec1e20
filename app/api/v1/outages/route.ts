import { listOutages } from "@/lib/services/outages/list-outages";
import { startOutage } from "@/lib/services/outages/start-outage";
import { defineApiRoute } from "@/lib/web/api-route";
import { listOutagesOperation, startOutageOperation } from "@/lib/web/openapi/operations/outages";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listOutagesOperation, async (context) => ({ outages: await listOutages(context) }));

export const POST = defineApiRoute(startOutageOperation, (context, { body }) => startOutage(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
