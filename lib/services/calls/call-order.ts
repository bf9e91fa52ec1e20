import { z } from "zod";
import type { CallSort } from "@/lib/contracts/calls";
import { ServiceError } from "../errors";
import type { Conditions } from "./call-filter";

/** Where a page ended: what it is ordered by, and the id that breaks ties. */
export type CallPosition = { at: Date | number; id: string };
export type CallOrder = { sort: CallSort; order: "asc" | "desc" };

/**
 * A part of a list with one order, one index and one kind of cursor. What has no duration or score (yet) comes after all that has, the newest first:
 * `without` is the column it lacks.
 */
export type Stretch = CallOrder & { after: CallPosition | null; without: "duration_ms" | "qa_score" | null };

const COLUMNS = { started_at: "started_at", duration: "duration_ms", qa_score: "qa_score" } as const;
const TYPES = { started_at: "timestamptz", duration: "int", qa_score: "float8" } as const;

const Position = z.tuple([
  z.enum(["started_at", "duration", "qa_score"]),
  z.union([z.iso.datetime(), z.number()]),
  z.uuid(),
]);

/** Of the last row of a page, in the list's order. */
export function cursorOf({ sort }: CallOrder, row: Record<string, unknown>): string {
  const at = row[COLUMNS[sort]] ?? row["started_at"];
  const position = [sort, at instanceof Date ? at.toISOString() : at, row["id"]];
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** What is left of a list after the cursor, all of it without one. Throws INVALID for what is no cursor of ours, or of a list ordered otherwise. */
export function stretchesOf({ sort, order }: CallOrder, cursor: string | undefined): Stretch[] {
  const after = positionOf(sort, cursor);
  if (sort === "started_at") return [{ sort, order, after, without: null }];
  const rest: Stretch = { sort: "started_at", order: "desc", after: null, without: COLUMNS[sort] };
  return after?.at instanceof Date ? [{ ...rest, after }] : [{ sort, order, after, without: null }, rest];
}

function positionOf(sort: CallSort, cursor: string | undefined): CallPosition | null {
  if (!cursor) return null;
  try {
    const [by, at, id] = Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (by !== sort || (sort === "started_at" && typeof at !== "string")) throw new TypeError("of another order");
    return { at: typeof at === "string" ? new Date(at) : at, id };
  } catch {
    throw new ServiceError("INVALID", "The cursor is not one of ours. Start again from the first page.", {
      fields: { cursor: "use nextCursor of the page before, unchanged, with the same sort" },
    });
  }
}

export const orderBy = ({ sort, order }: CallOrder, alias = "c"): string =>
  `order by ${alias}.${COLUMNS[sort]} ${order}, ${alias}.id ${order}`;

/**
 * Each order has an index with all that lists filter by, of the rows that have a value. As a start is never null, PostgreSQL would leave "is not null"
 * out of the statement and then not see that the index covers it.
 */
const IN_ITS_INDEX = {
  started_at: "c.started_at > '-infinity'",
  duration: "c.duration_ms is not null",
  qa_score: "c.qa_score is not null",
} as const;

/** The conditions of a stretch, from where it goes on. */
export function addStretch({ add }: Conditions, { sort, order, after, without }: Stretch): void {
  const column = COLUMNS[sort];
  add(() => IN_ITS_INDEX[sort]);
  if (without) add(() => `c.${without} is null`);
  if (!after) return;
  const sign = order === "desc" ? "<" : ">";
  add((at, id) => `(c.${column}, c.id) ${sign} (${at}::${TYPES[sort]}, ${id}::uuid)`, after.at, after.id);
}
