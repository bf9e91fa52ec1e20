import { ListCallsQuery } from "@/lib/contracts/calls";
import { startOfDay } from "./day-range";

/** The filters of the list of calls, as they stand in the address. */
export const FILTERS = [
  "text",
  "from",
  "to",
  "status",
  "direction",
  "businessId",
  "agentId",
  "since",
  "until",
  "sentiment",
  "resolved",
  "hasFindings",
  "outcome",
  "tags",
  "minQaScore",
  "maxQaScore",
  "language",
  "sort",
  "order",
] as const;

export type SearchParams = Record<string, string | string[] | undefined>;

/** The one value of a name in the address; undefined where it says nothing. */
export const one = (value: string | string[] | undefined): string | undefined => {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === "" ? undefined : text;
};

/** The address's filters as the query of a list; what is no valid filter is left out rather than failing the page. */
export function callQueryOf(params: SearchParams, timeZone: string): { query: ListCallsQuery; isFiltered: boolean } {
  const raw = {
    text: one(params.text),
    from: one(params.from),
    to: one(params.to),
    status: one(params.status),
    direction: one(params.direction),
    businessId: one(params.businessId),
    agentId: one(params.agentId),
    startedAfter: startOfDay(one(params.since), timeZone) ?? undefined,
    startedBefore: startOfDay(one(params.until), timeZone, 1) ?? undefined,
    sentiment: one(params.sentiment),
    resolved: one(params.resolved),
    hasFindings: one(params.hasFindings),
    outcome: one(params.outcome),
    tags: one(params.tags),
    minQaScore: one(params.minQaScore),
    maxQaScore: one(params.maxQaScore),
    language: one(params.language),
    sort: one(params.sort),
    order: one(params.order),
    cursor: one(params.cursor),
  };
  const good = Object.entries(raw).filter(
    ([name, value]) => value !== undefined && ListCallsQuery.safeParse({ [name]: value }).success,
  );
  return { query: Object.fromEntries(good), isFiltered: FILTERS.some((name) => one(params[name]) !== undefined) };
}

/** This page's address with another cursor; without one, the newest page. */
export function withCursor(params: SearchParams, cursor: string | null): string {
  const next = new URLSearchParams();
  for (const name of FILTERS) {
    const value = one(params[name]);
    if (value) next.set(name, value);
  }
  if (cursor) next.set("cursor", cursor);
  return next.size > 0 ? `/calls?${next}` : "/calls";
}
