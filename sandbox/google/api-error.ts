/** An answer that is an error, in Calendar's shape. Source: developers.google.com/workspace/calendar/api/guides/errors. */
export class GoogleApiError extends Error {
  override readonly name = "GoogleApiError";
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    private readonly details: {
      readonly domain?: string;
      readonly locationType?: string;
      readonly location?: string;
      /** What the newer half of the error says. */
      readonly more?: object;
      /** What the list of errors says, when it is not the message. */
      readonly inner?: string;
    } = {},
  ) {
    super(message);
  }

  body(): object {
    const { domain = "global", more, inner, ...where } = this.details;
    const error = { domain, reason: this.reason, message: inner ?? this.message, ...where };
    return { error: { errors: [error], code: this.status, message: this.message, ...more } };
  }
}

export const notFound = () => new GoogleApiError(404, "notFound", "Not Found");
export const invalid = (message: string, location?: string) =>
  new GoogleApiError(400, "invalid", message, location ? { locationType: "parameter", location } : {});
export const required = (message: string) => new GoogleApiError(400, "required", message);
export const badRequest = () => new GoogleApiError(400, "badRequest", "Bad Request");
export const timeRangeEmpty = () =>
  new GoogleApiError(400, "timeRangeEmpty", "The specified time range is empty.", {
    domain: "calendar",
    locationType: "parameter",
    location: "timeMax",
  });
export const invalidCredentials = () =>
  new GoogleApiError(401, "authError", "Invalid Credentials", { locationType: "header", location: "Authorization" });
export const insufficientScopes = () =>
  new GoogleApiError(403, "insufficientPermissions", "Request had insufficient authentication scopes.", {
    inner: "Insufficient Permission",
    more: {
      status: "PERMISSION_DENIED",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
          domain: "googleapis.com",
          metadata: { service: "calendar-json.googleapis.com" },
        },
      ],
    },
  });

/** What Google says with a status that was planted. */
export function errorOfStatus(status: number): GoogleApiError {
  switch (status) {
    case 401:
      return invalidCredentials();
    case 403:
      return new GoogleApiError(403, "userRateLimitExceeded", "User Rate Limit Exceeded", { domain: "usageLimits" });
    case 404:
      return notFound();
    case 409:
      return new GoogleApiError(409, "duplicate", "The requested identifier already exists.");
    case 410:
      return new GoogleApiError(410, "deleted", "Resource has been deleted");
    case 412:
      return new GoogleApiError(412, "conditionNotMet", "Precondition Failed", {
        locationType: "header",
        location: "If-Match",
      });
    case 429:
      return new GoogleApiError(429, "rateLimitExceeded", "Rate Limit Exceeded", { domain: "usageLimits" });
    default:
      return new GoogleApiError(status, "backendError", "Backend Error");
  }
}
