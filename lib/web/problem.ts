import { type FieldErrors, ServiceError, type ServiceErrorCode } from "@/lib/services/errors";

const STATUS: Record<ServiceErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID: 422,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

const TITLE: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Body too large",
  415: "Wrong kind of body",
  422: "Not valid",
  429: "Too many requests",
  500: "Something went wrong on our side",
  503: "Not available at the moment",
};

/** A refusal that HTTP knows and verbs do not: a body that is too large, or no JSON, another method. */
export class HttpError extends Error {
  override name = "HttpError";
  constructor(
    readonly status: 400 | 404 | 405 | 413 | 415,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const statusOf = (code: ServiceErrorCode): number => STATUS[code];

/** An error as RFC 9457 problem+json. What is not meant for people says nothing but where to look. */
export function problemResponse(error: unknown, requestId: string): Response {
  if (error instanceof ServiceError && error.code !== "INTERNAL") {
    const headers: Record<string, string> = {};
    if (error.retryAfterMs !== null) headers["retry-after"] = String(Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
    if (error.code === "UNAUTHENTICATED") headers["www-authenticate"] = 'Bearer realm="aybiza"';
    return problem(statusOf(error.code), error.message, requestId, { code: error.code, fields: error.fields, headers });
  }
  if (error instanceof HttpError) {
    const code = error.status === 404 ? "NOT_FOUND" : "BAD_REQUEST";
    return problem(error.status, error.message, requestId, { code, headers: error.headers });
  }
  return problem(500, "Try again in a moment; if it stays, give support the request id.", requestId, {
    code: "INTERNAL",
  });
}

type More = { code: string; fields?: FieldErrors; headers?: Record<string, string> };

function problem(status: number, detail: string, requestId: string, { code, fields = {}, headers }: More): Response {
  const errors = Object.entries(fields).map(([field, message]) => ({ field, message }));
  const body = {
    type: "about:blank",
    title: TITLE[status] ?? "Error",
    status,
    detail,
    code,
    requestId,
    ...(errors.length > 0 ? { errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      "cache-control": "no-store",
      ...headers,
    },
  });
}
