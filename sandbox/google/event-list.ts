import { badRequest, GoogleApiError, invalid, timeRangeEmpty } from "./api-error";
import type { Call } from "./call";
import { presentEvent } from "./event-shape";
import { boundaryMs, instantOfText } from "./event-time";
import type { Calendar, StoredEvent } from "./world";
import { isZone } from "../zone";

const DEFAULT_RESULTS = 250;
const MOST_RESULTS = 2500;

/** events.list: what overlaps [timeMin, timeMax), of the words in q, a page at a time. @throws GoogleApiError 400, 410. */
export function listEvents({ account, query }: Call, calendar: Calendar): object {
  if (query.has("syncToken")) {
    const where = { domain: "calendar", locationType: "parameter", location: "syncToken" };
    const message = "Sync token is no longer valid, a full sync is required.";
    throw new GoogleApiError(410, "fullSyncRequired", message, where);
  }
  const zone = query.get("timeZone") ?? calendar.timeZone;
  if (!isZone(zone)) throw badRequest();
  if (query.get("orderBy") === "startTime" && query.get("singleEvents") !== "true") throw orderUnavailable();
  const found = [...calendar.events.values()].filter(filterOf(query, calendar));
  found.sort(
    query.get("orderBy") === "updated"
      ? (one, other) => one.updatedAtMs - other.updatedAtMs
      : (one, other) => boundaryMs(one.start, calendar.timeZone) - boundaryMs(other.start, calendar.timeZone),
  );
  const limit = readWhole(query, "maxResults", DEFAULT_RESULTS);
  if (limit < 1) throw invalid("Invalid value '0'. Values must be within the range: [1, 2500]", "maxResults");
  const from = readPage(query);
  const until = from + Math.min(limit, MOST_RESULTS);
  return {
    kind: "calendar#events",
    etag: `"${calendar.events.size}"`,
    summary: calendar.summary,
    updated: new Date(Math.max(0, ...found.map((event) => event.updatedAtMs))).toISOString(),
    timeZone: calendar.timeZone,
    accessRole: calendar.accessRole,
    defaultReminders: [],
    ...(until < found.length && { nextPageToken: Buffer.from(String(until)).toString("base64url") }),
    items: found.slice(from, until).map((event) => presentEvent(account, calendar, event, zone)),
  };
}

function filterOf(query: URLSearchParams, calendar: Calendar): (event: StoredEvent) => boolean {
  const instant = (name: string) => {
    const text = query.get(name);
    return text === null ? undefined : instantOfText(text);
  };
  const [minMs, maxMs, updatedMs] = [instant("timeMin"), instant("timeMax"), instant("updatedMin")];
  if (minMs !== undefined && maxMs !== undefined && maxMs <= minMs) throw timeRangeEmpty();
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const properties = (["private", "shared"] as const).flatMap((kind) =>
    query.getAll(`${kind}ExtendedProperty`).map((pair) => ({ kind, pair })),
  );
  const iCalUid = query.get("iCalUID");
  const withDeleted = query.get("showDeleted") === "true" || updatedMs !== undefined;
  return (event) =>
    (withDeleted || event.status !== "cancelled") &&
    (minMs === undefined || boundaryMs(event.end, calendar.timeZone) > minMs) &&
    (maxMs === undefined || boundaryMs(event.start, calendar.timeZone) < maxMs) &&
    (updatedMs === undefined || event.updatedAtMs >= updatedMs) &&
    (iCalUid === null || iCalUid === `${event.id}@google.com`) &&
    words.every((word) => wordsOf(event).includes(word)) &&
    properties.every(({ kind, pair }) => hasProperty(event, kind, pair));
}

function wordsOf({ fields }: StoredEvent): string {
  const { summary, description, location, attendees } = fields;
  return JSON.stringify([summary, description, location, attendees]).toLowerCase();
}

function hasProperty({ fields }: StoredEvent, kind: "private" | "shared", pair: string): boolean {
  const [name = "", ...value] = pair.split("=");
  const kept = fields.extendedProperties as Partial<Record<"private" | "shared", Record<string, string>>> | undefined;
  return kept?.[kind]?.[name] === value.join("=");
}

function readWhole(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d{1,6}$/.test(text)) throw invalid(`Invalid value '${text}'.`, name);
  return Number(text);
}

function readPage(query: URLSearchParams): number {
  const token = query.get("pageToken");
  if (token === null) return 0;
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!/^\d{1,6}$/.test(text)) throw invalid("Invalid page token value.", "pageToken");
  return Number(text);
}

const orderUnavailable = () =>
  new GoogleApiError(
    400,
    "orderByRequiresSingleEvents",
    "The requested ordering is not available for the particular query.",
    {
      domain: "calendar",
      locationType: "parameter",
      location: "orderBy",
    },
  );
