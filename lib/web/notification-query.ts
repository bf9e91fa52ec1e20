import { ListNotificationsQuery } from "@/lib/contracts/notifications";
import { one, type SearchParams } from "./call-query";
import { startOfDay } from "./day-range";

/** The filters of the list of notifications, as they stand in the address. */
export const NOTIFICATION_FILTERS = ["show", "type", "since", "until"] as const;

/** The address's filters as the query of a list; what is no valid filter is left out rather than failing the page. */
export function notificationQueryOf(
  params: SearchParams,
  timeZone: string,
): { query: ListNotificationsQuery; isFiltered: boolean } {
  const show = one(params["show"]);
  const raw = {
    unread: show === "unread" ? true : show === "read" ? false : undefined,
    type: one(params["type"]),
    createdAfter: startOfDay(one(params["since"]), timeZone) ?? undefined,
    createdBefore: startOfDay(one(params["until"]), timeZone, 1) ?? undefined,
    cursor: one(params["cursor"]),
  };
  const good = Object.entries(raw).filter(
    ([name, value]) => value !== undefined && ListNotificationsQuery.safeParse({ [name]: value }).success,
  );
  return {
    query: Object.fromEntries(good),
    isFiltered: NOTIFICATION_FILTERS.some((name) => one(params[name]) !== undefined),
  };
}

/** This page's address with another cursor; without one, the newest page. */
export function withNotificationCursor(params: SearchParams, cursor: string | null): string {
  const next = new URLSearchParams();
  for (const name of NOTIFICATION_FILTERS) {
    const value = one(params[name]);
    if (value) next.set(name, value);
  }
  if (cursor) next.set("cursor", cursor);
  return next.size > 0 ? `/notifications?${next}` : "/notifications";
}
