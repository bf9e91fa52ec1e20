import type { z } from "zod";

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
  if (result.success) return result.data;
  const fields: FieldErrors = {};
  for (const issue of result.error.issues) fields[issue.path.join(".") || "input"] ??= issue.message;
  const [name, problem] = Object.entries(fields)[0] ?? ["input", "is not valid"];
  throw new ServiceError("INVALID", `Check ${name}: ${problem}.`, { fields });
}
