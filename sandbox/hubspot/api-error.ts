import { randomUUID } from "node:crypto";

/** An answer that is an error, in HubSpot's shape. Source: developers.hubspot.com/docs/api-reference/error-handling and the published API specs. */
export class HubspotApiError extends Error {
  override readonly name = "HubspotApiError";
  constructor(
    readonly status: number,
    readonly category: string,
    message: string,
    private readonly more: object = {},
  ) {
    super(message);
  }

  body(): object {
    const { message, category, more } = this;
    return { status: "error", message, correlationId: randomUUID(), ...more, category };
  }
}

export const notFound = () => new HubspotApiError(404, "OBJECT_NOT_FOUND", "resource not found");
export const invalidInput = (message: string, more: object = {}) =>
  new HubspotApiError(400, "VALIDATION_ERROR", message, more);
export const unauthenticated = () =>
  new HubspotApiError(
    401,
    "INVALID_AUTHENTICATION",
    "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
  );
export const expired = () =>
  new HubspotApiError(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired 1 second(s) ago.");
export const missingScopes = (scopes: readonly string[]) =>
  new HubspotApiError(
    403,
    "MISSING_SCOPES",
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    {
      errors: [
        { message: "One or more of the following scopes are required.", context: { requiredGranularScopes: scopes } },
      ],
      links: { scopes: "https://developers.hubspot.com/scopes" },
    },
  );

/** What HubSpot says with a status that was planted. */
export function errorOfStatus(status: number): HubspotApiError {
  switch (status) {
    case 401:
      return unauthenticated();
    case 403:
      return missingScopes([]);
    case 404:
      return notFound();
    case 409:
      return new HubspotApiError(409, "CONFLICT", "The object already exists.");
    case 429:
      return new HubspotApiError(429, "RATE_LIMITS", "You have reached your ten_secondly_rolling limit.", {
        errorType: "RATE_LIMIT",
        policyName: "TEN_SECONDLY_ROLLING",
      });
    default:
      return new HubspotApiError(status, "INTERNAL_ERROR", "internal error");
  }
}
