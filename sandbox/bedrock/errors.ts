import type { ServerResponse } from "node:http";
import { replyJson } from "../server/reply";

/** An error as Bedrock answers it: status, exception name, message. */
export class BedrockError extends Error {
  override readonly name = "BedrockError";
  constructor(
    readonly status: number,
    readonly exception: string,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export function validationError(message: string): BedrockError {
  return new BedrockError(400, "ValidationException", message);
}

/** A refusal by AWS's own gate before Bedrock, which spells its message's name with a capital. */
export function gateError(message: string): BedrockError {
  return new BedrockError(403, "AccessDeniedException", message, { message: undefined, Message: message });
}

/** The form in which Bedrock passes on what the model's own validation said. */
export function modelError(message: string): BedrockError {
  return validationError(`The model returned the following errors: ${message}`);
}

const TRY_AGAIN = "The system encountered an unexpected error during processing. Try your request again.";

/** The exception that Bedrock answers with an HTTP status, for faults that are switched on. */
export function errorForStatus(status: number): BedrockError {
  switch (status) {
    case 400:
      return validationError("Malformed input request, please reformat your input and try again.");
    case 403:
      return new BedrockError(
        403,
        "AccessDeniedException",
        "You don't have access to the model with the specified model ID.",
      );
    case 404:
      return new BedrockError(
        404,
        "ResourceNotFoundException",
        "Could not resolve the foundation model from the provided model identifier.",
      );
    case 408:
      return new BedrockError(
        408,
        "ModelTimeoutException",
        "Model has timed out in processing the request. Try your request again.",
      );
    case 424:
      return new BedrockError(424, "ModelErrorException", TRY_AGAIN, {
        originalStatusCode: 500,
        resourceName: "model",
      });
    case 429:
      return new BedrockError(429, "ThrottlingException", "Too many requests, please wait before trying again.");
    case 503:
      return new BedrockError(503, "ServiceUnavailableException", "Bedrock is unable to process your request.");
    default:
      return new BedrockError(status, status >= 500 ? "InternalServerException" : "ValidationException", TRY_AGAIN);
  }
}

/** The exception event that ends a stream which had begun well, and its payload. */
export function streamExceptionForStatus(status: number): { type: string; payload: Record<string, unknown> } {
  switch (status) {
    case 400:
      return { type: "validationException", payload: { message: errorForStatus(400).message } };
    case 424:
      return {
        type: "modelStreamErrorException",
        payload: { message: TRY_AGAIN, originalStatusCode: 500, originalMessage: "Internal server error" },
      };
    case 429:
      return { type: "throttlingException", payload: { message: errorForStatus(429).message } };
    case 503:
      return { type: "serviceUnavailableException", payload: { message: errorForStatus(503).message } };
    default:
      return { type: "internalServerException", payload: { message: TRY_AGAIN } };
  }
}

/** Answers an error in the shape of AWS's REST JSON protocol. */
export function replyError(response: ServerResponse, error: BedrockError): void {
  replyJson(
    response,
    error.status,
    { message: error.message, ...error.extra },
    { "x-amzn-errortype": `${error.exception}:http://internal.amazon.com/coral/com.amazon.bedrock/` },
  );
}
