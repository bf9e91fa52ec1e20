import { z } from "zod";
import { ListCallsQuery } from "@/lib/contracts/calls";
import { listCalls } from "@/lib/services/calls/list-calls";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

/** GET /api/v1/calls. A page of calls, newest first; `cursor` goes on from `nextCursor`. */
export const GET = defineApiRoute({
  scope: "calls.read",
  query: z.strictObject(ListCallsQuery.shape),
  handle: (context, { query }) => listCalls(context, query),
});

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
