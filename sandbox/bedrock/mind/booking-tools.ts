import type { ToolResult } from "../request";
import { isRecord } from "./json-leaves";
import type { Field, ToolView } from "./tool-view";

/**
 * Tools that keep a calendar, told from their names and schemas: one finds free times, the others take what it gave. `slot` is the field that
 * takes such a time.
 */
export interface BookingTools {
  readonly find: ToolView;
  readonly hold: SlotTool | undefined;
  readonly book: SlotTool | undefined;
  readonly move: SlotTool | undefined;
  readonly cancel: ToolView | undefined;
  readonly names: ReadonlySet<string>;
}

export interface SlotTool {
  readonly tool: ToolView;
  readonly slot: Field;
}

/** A time as a tool's result gives it: what is handed back for it, and how it is said. */
export interface Offered {
  readonly value: string;
  readonly spoken: string;
}

/** What a calendar's tool answered. */
export interface BookingAnswer {
  readonly failed: boolean;
  readonly json: Readonly<Record<string, unknown>>;
  /** Times that can be had. */
  readonly free: readonly Offered[];
  /** Those the caller has. */
  readonly own: readonly Offered[];
  /** What has to be chosen first: the names of services. */
  readonly choices: readonly string[];
}

const THING = /\b(?:appointments?|bookings?|reservations?|slots?|availability|free times?|visits?|tables?|meetings?)\b/;
const OWN = /\b(?:own|booked|existing|mine|theirs|current|upcoming)\b/;

const fitting = (tools: readonly ToolView[], verb: RegExp) =>
  tools.find(({ name, kind }) => {
    const words = name.replace(/[_-]+/g, " ").toLowerCase();
    return kind !== "end" && kind !== "transfer" && kind !== "message" && verb.test(words) && THING.test(words);
  });

/** The calendar's tools among those offered; undefined where nothing finds free times, or takes them. */
export function bookingTools(tools: readonly ToolView[]): BookingTools | undefined {
  const find = fitting(tools, /^(?:find|search|list|check|get|look up|show)\b/);
  if (!find) return undefined;
  const others = tools.filter((tool) => tool !== find);
  const withSlot = (verb: RegExp): SlotTool | undefined => {
    const tool = fitting(others, verb);
    const slot = tool?.fields.find(isSlot);
    return tool && slot && { tool, slot };
  };
  const found = {
    find,
    hold: withSlot(/^(?:hold|keep)\b/),
    book: withSlot(/^(?:book|reserve|schedule|create|make)\b/),
    move: withSlot(/^(?:move|reschedule|change)\b/),
    cancel: fitting(others, /^cancel\b/),
  };
  if (!found.book && !found.move && !found.cancel) return undefined;
  const all = [find, found.hold?.tool, found.book?.tool, found.move?.tool, found.cancel];
  return { ...found, names: new Set(all.flatMap((tool) => tool?.name ?? [])) };
}

/** A required text that says of itself that it is a time some tool gave. */
const isSlot = ({ schema, required, words, description }: Field): boolean =>
  required &&
  schema.type === "string" &&
  /\b(?:start|slot|time|to|when|at)\b/.test(words) &&
  /\b(?:free|slot|start|available)\b/i.test(description);

/** Reads what a calendar's tool answered, whatever its keys are called. */
export function readBookingAnswer(result: ToolResult): BookingAnswer {
  const json = jsonOf(result);
  const lists = Object.entries(json).flatMap(([key, value]) =>
    Array.isArray(value) ? [{ key, items: value as unknown[] }] : [],
  );
  const timesIn = (items: readonly unknown[]) => items.flatMap((item) => offeredIn(item) ?? []);
  const isOwn = (key: string) => OWN.test(key.replace(/[_-]+/g, " ").toLowerCase());
  return {
    failed: result.status === "error" || json["not_done"] === true,
    json,
    free: lists.filter(({ key }) => !isOwn(key)).flatMap(({ items }) => timesIn(items)),
    own: lists.filter(({ key }) => isOwn(key)).flatMap(({ items }) => timesIn(items)),
    choices: lists.flatMap(({ items }) => items.flatMap((item) => (offeredIn(item) ? [] : (nameIn(item) ?? [])))),
  };
}

function jsonOf({ content }: ToolResult): Record<string, unknown> {
  for (const { json, text } of content) {
    if (isRecord(json)) return json;
    if (text === undefined || !text.trim().startsWith("{")) continue;
    try {
      const read: unknown = JSON.parse(text);
      if (isRecord(read)) return read;
    } catch {
      // Not JSON after all.
    }
  }
  return {};
}

const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

function offeredIn(item: unknown): Offered | undefined {
  if (!isRecord(item)) return undefined;
  const value = Object.values(item).find((each): each is string => typeof each === "string" && ISO_TIME.test(each));
  const spoken = item["spoken"] ?? item["say"] ?? item["text"] ?? value;
  return value !== undefined && typeof spoken === "string" ? { value, spoken } : undefined;
}

function nameIn(item: unknown): string | undefined {
  if (typeof item === "string") return item;
  return isRecord(item) && typeof item["name"] === "string" ? item["name"] : undefined;
}
