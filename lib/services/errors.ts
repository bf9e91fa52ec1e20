import type { z } from "zod";
import { useProblemWords } from "@/lib/contracts/problem-words";

useProblemWords();

/** All a verb can answer instead of its result. Each transport maps them once. */
export type ServiceErrorCode =
  "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "INVALID" | "CONFLICT" | "RATE_LIMITED" | "UNAVAILABLE" | "INTERNAL";

export type FieldErrors = Record<string, string>;

/** The message is meant for people: what happened and what to do. */
export class ServiceError extends Error {
  override name = "ServiceError";
  readonly code: ServiceErrorCode;
  /** For INVALID: what is wrong with which field (dotted path). */
  readonly fields: FieldErrors;
  /** For RATE_LIMITED and UNAVAILABLE: when trying again makes sense. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ServiceErrorCode,
    message: string,
    more: { fields?: FieldErrors; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.fields = more.fields ?? {};
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** Checks what came from outside. Throws INVALID naming every bad field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  const fields: FieldErrors = {};
  if (result.success) {
    const path = findUnstorable(result.data);
    if (path === null) return result.data;
    const name = path || "input";
    const problem = "it has a character that no text may have (NUL, or half of a pair)";
    throw new ServiceError("INVALID", `Check ${name}: ${problem}.`, { fields: { [name]: problem } });
  }
  for (const issue of result.error.issues) fields[issue.path.join(".") || "input"] ??= issue.message;
  const [name, problem] = Object.entries(fields)[0] ?? ["input", "is not valid"];
  throw new ServiceError("INVALID", `Check ${name}: ${problem}.`, { fields });
}

/** NUL and lone surrogates, which PostgreSQL refuses. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** The dotted path of the first text that the database could not store; null when there is none. */
function findUnstorable(value: unknown, path = ""): string | null {
  if (typeof value === "string") return UNSTORABLE.test(value) ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (UNSTORABLE.test(name)) return path;
    const found = findUnstorable(inner, path === "" ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
