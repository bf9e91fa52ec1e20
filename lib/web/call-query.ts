import type { ViewQuery } from "@/lib/contracts/call-views";
import { CallFilters, ListCallsQuery } from "@/lib/contracts/calls";
import { TZDate } from "@date-fns/tz";
import type { z } from "zod";
import { startOfDay } from "./day-range";

/** The filters of the list of calls, as they stand in the address. Days are the organization's; `sort` has its direction: `duration.asc`. */
export const FILTERS = [
  "text",
  "from",
  "to",
  "status",
  "disposition",
  "direction",
  "channel",
  "kind",
  "businessId",
  "agentId",
  "since",
  "until",
  "withinDays",
  "minDurationMs",
  "maxDurationMs",
  "sentiment",
  "resolved",
  "hasFindings",
  "hasNotes",
  "outcome",
  "tags",
  "minQaScore",
  "maxQaScore",
  "language",
  "sort",
] as const;

/** Of these several may be given, parted by commas. */
const LISTS = new Set<string>(["status", "disposition", "sentiment", "outcome", "tags"]);
/** What says something else in the address than in a query. */
const OWN = new Set<string>(["since", "until", "withinDays", "sort"]);
const DAY_MS = 86_400_000;

export type SearchParams = Record<string, string | string[] | undefined>;

/** The one value of a name in the address; undefined where it says nothing. */
export const one = (value: string | string[] | undefined): string | undefined => {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === "" ? undefined : text;
};

/** The address's filters as the query of a list; what is no valid filter is left out rather than failing the page. */
export function callQueryOf(
  params: SearchParams,
  timeZone: string,
  now = new Date(),
): { query: ListCallsQuery; isFiltered: boolean } {
  const { withinDays, ...query } = viewQueryOf(params, timeZone);
  const cursor = ListCallsQuery.shape.cursor.safeParse(one(params.cursor)).data;
  const since = withinDays === undefined ? null : new Date(now.getTime() - Number(withinDays) * DAY_MS).toISOString();
  return {
    query: {
      ...query,
      ...(since && !(query.startedAfter && query.startedAfter > since) ? { startedAfter: since } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    },
    isFiltered: FILTERS.some((name) => one(params[name]) !== undefined),
  };
}

/** The address's filters as a view keeps them. */
export function viewQueryOf(params: SearchParams, timeZone: string): z.input<typeof ViewQuery> {
  const [sort, order] = one(params.sort)?.split(".") ?? [];
  const filters = FILTERS.filter((name) => !OWN.has(name)).map((name): [string, unknown] => {
    const value = one(params[name]);
    return [name, LISTS.has(name) && value ? value.split(",") : value];
  });
  const raw: [string, unknown][] = [
    ...filters,
    ["startedAfter", startOfDay(one(params.since), timeZone) ?? undefined],
    ["startedBefore", startOfDay(one(params.until), timeZone, 1) ?? undefined],
    ["sort", sort],
    ["order", order ?? one(params.order)],
  ];
  const good = raw.filter(
    ([name, value]) => value !== undefined && ListCallsQuery.safeParse({ [name]: value }).success,
  );
  const days = Number(one(params.withinDays));
  return {
    ...Object.fromEntries(good),
    ...(Number.isInteger(days) && days > 0 && days <= 3_650 ? { withinDays: days } : {}),
  };
}

/** A view's query as an address: the way back from `viewQueryOf`. */
export function viewAddress(query: z.output<typeof ViewQuery>, timeZone: string): string {
  const { sort, order, withinDays, startedAfter, startedBefore, ...filters } = query;
  const day = (at: string, before = 0) => {
    const { year, month, date } = partsOf(new TZDate(Date.parse(at) - before, timeZone));
    return `${year}-${month}-${date}`;
  };
  const next = new URLSearchParams();
  for (const name of FILTERS) {
    const value = filters[name as keyof typeof filters] as unknown;
    if (value !== undefined && name in CallFilters.shape)
      next.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  if (startedAfter) next.set("since", day(startedAfter));
  if (startedBefore) next.set("until", day(startedBefore, 1));
  if (withinDays) next.set("withinDays", String(withinDays));
  if (sort || order) next.set("sort", `${sort ?? "started_at"}.${order ?? "desc"}`);
  return addressOf(next);
}

const two = (number: number) => String(number).padStart(2, "0");
const partsOf = (at: Date) => ({
  year: at.getFullYear(),
  month: two(at.getMonth() + 1),
  date: two(at.getDate()),
});

const addressOf = (params: URLSearchParams): string => (params.size > 0 ? `/calls?${params}` : "/calls");

/** What of this page's address narrows and orders the list, as it stands there. */
export function filtersIn(params: SearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = one(params[name]);
    if (value) kept.set(name, value);
  }
  return kept;
}

/** This page's address with another cursor; without one, the newest page. */
export function withCursor(params: SearchParams, cursor: string | null): string {
  const next = filtersIn(params);
  if (cursor) next.set("cursor", cursor);
  return addressOf(next);
}
