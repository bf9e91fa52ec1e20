/** One thing that is wrong with a request; `code` where the vendor gives one. */
export interface ErrorDetail {
  readonly parameter: string;
  readonly message: string;
  readonly code?: string;
}

/** An answer that is an error, in Calendly's shape. Source: the errors of every endpoint at developer.calendly.com/api-docs. */
export class CalendlyApiError extends Error {
  override readonly name = "CalendlyApiError";
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
    private readonly details: readonly ErrorDetail[] = [],
  ) {
    super(message);
  }

  body(): object {
    const { title, message, details } = this;
    return { title, message, ...(details.length > 0 && { details }) };
  }
}

export const invalidArgument = (...details: ErrorDetail[]) =>
  new CalendlyApiError(400, "Invalid Argument", "The supplied parameters are invalid.", details);
export const unauthenticated = () => new CalendlyApiError(401, "Unauthenticated", "The access token is invalid");
export const expired = () => new CalendlyApiError(401, "Unauthenticated", "The access token expired");
export const permissionDenied = (message = "You do not have permission") =>
  new CalendlyApiError(403, "Permission Denied", message);
export const insufficientScope = (scopes: readonly string[]) =>
  permissionDenied(`Insufficient scope: this needs ${scopes.join(" and ")}`);
export const notFound = () =>
  new CalendlyApiError(404, "Resource Not Found", "The server could not find the requested resource.");
export const tooManyRequests = () =>
  new CalendlyApiError(429, "Too Many Requests", "You have exceeded the rate limit. Please try again later.");

/** What Calendly says with a status that was planted. */
export function errorOfStatus(status: number): CalendlyApiError {
  switch (status) {
    case 400:
      return invalidArgument();
    case 401:
      return unauthenticated();
    case 403:
      return permissionDenied();
    case 404:
      return notFound();
    case 429:
      return tooManyRequests();
    default:
      return new CalendlyApiError(
        status,
        "Internal Server Error",
        "The server encountered an unexpected condition that prevented it from fulfilling the request.",
      );
  }
}
