import { exportCalls } from "@/lib/services/calls/export-calls";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { callFile } from "@/lib/web/call-file";
import { viewQueryOf, callQueryOf } from "@/lib/web/call-query";

/** The list with the address's filters, or the calls it names (`call`), as a file to keep: `?format=` csv or json. */
export const GET = (request: Request): Promise<Response> =>
  callFile(async (context) => {
    const { searchParams } = new URL(request.url);
    const { timeZone } = await getOrganization(context);
    const params = Object.fromEntries(searchParams);
    const { sort, order, startedAfter: _, withinDays: __, ...filters } = viewQueryOf(params, timeZone);
    const { startedAfter } = callQueryOf(params, timeZone).query;
    const callIds = searchParams.getAll("call");
    return exportCalls(context, {
      format: searchParams.get("format") === "json" ? "json" : "csv",
      filters: { ...filters, ...(startedAfter ? { startedAfter } : {}) },
      ...(sort ? { sort } : {}),
      ...(order ? { order } : {}),
      ...(callIds.length > 0 ? { callIds } : {}),
    });
  });
