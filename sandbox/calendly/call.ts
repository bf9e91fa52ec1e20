import type { z } from "zod";
import type { Clock } from "../controls/clock";
import type { Fault } from "../stand-in";
import { invalidArgument } from "./api-error";
import type { Account, World } from "./world";

/** One request to the API, signed in. */
export interface Call {
  readonly world: World;
  readonly clock: Clock;
  readonly account: Account;
  /** Where this Calendly is: every reference begins with it. */
  readonly base: string;
  readonly query: URLSearchParams;
  /** What varies in the path. */
  readonly parts: readonly string[];
  readonly body: unknown;
  readonly operation: string;
  readonly fault: Fault | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** @throws CalendlyApiError 400 that names every parameter that is wrong. */
export function readBodyAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidArgument(
    ...parsed.error.issues.map((issue) => ({
      parameter: issue.path.join(".") || "body",
      message: issue.code === "invalid_type" && issue.input === undefined ? "is missing" : issue.message,
    })),
  );
}

/** The unique part of a reference; references are whole addresses, never bare ids. @throws CalendlyApiError 400. */
export function uuidOf(uri: string | null, kind: string, parameter: string): string {
  const path = uri !== null && URL.canParse(uri) ? new URL(uri).pathname : "";
  const [, uuid] = new RegExp(`/${kind}/([\\w-]+)$`).exec(path) ?? [];
  if (!uuid) throw invalidArgument({ parameter, message: uri === null ? "is missing" : "is invalid" });
  return uuid;
}

/** An instant in UTC. @throws CalendlyApiError 400. */
export function readInstant(text: string | null, parameter: string): number {
  if (text === null) throw invalidArgument({ parameter, message: "is missing" });
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(atMs)) throw invalidArgument({ parameter, message: "is not a valid date-time" });
  return atMs;
}

const MOST_ROWS = 100;
const DEFAULT_ROWS = 20;

/** One page of a collection by `count` and `page_token`. @throws CalendlyApiError 400. */
export function paged<T>({ query, base }: Call, path: string, rows: readonly T[], present: (row: T) => object): object {
  const count = Number(query.get("count") ?? DEFAULT_ROWS);
  if (!Number.isInteger(count) || count < 1 || count > MOST_ROWS)
    throw invalidArgument({ parameter: "count", message: `must be from 1 to ${MOST_ROWS}` });
  const token = query.get("page_token");
  const from = token === null ? 0 : Number(Buffer.from(token, "base64url").toString("utf8") || "x");
  if (!Number.isInteger(from) || from < 0) throw invalidArgument({ parameter: "page_token", message: "is invalid" });
  const pageAt = (at: number) => {
    const next = new URLSearchParams(query);
    next.set("page_token", Buffer.from(String(at)).toString("base64url"));
    return { token: next.get("page_token"), url: `${base}${path}?${next}` };
  };
  const shown = rows.slice(from, from + count);
  const next = from + count < rows.length ? pageAt(from + count) : undefined;
  const previous = from > 0 ? pageAt(Math.max(0, from - count)) : undefined;
  return {
    collection: shown.map(present),
    pagination: {
      count: shown.length,
      next_page: next?.url ?? null,
      previous_page: previous?.url ?? null,
      next_page_token: next?.token ?? null,
      previous_page_token: previous?.token ?? null,
    },
  };
}
