export type BedrockFailure = { message: string; retryable: boolean };

/** What Bedrock itself answered: `name` is its error's type, `status` that of HTTP unless it came within a stream. */
export class BedrockError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

const RETRYABLE_NAMES = new Set([
  "ThrottlingException",
  "ServiceUnavailableException",
  "InternalServerException",
  "ModelStreamErrorException",
  "ModelTimeoutException",
  "ModelNotReadyException",
  "ModelErrorException",
  "TimeoutError",
]);

const ADVICE: Record<string, string> = {
  AccessDeniedException:
    "Allow bedrock:InvokeModelWithResponseStream for this model, and enable the model in the region.",
  ResourceNotFoundException: "Check the model id and AWS_REGION.",
  CredentialsProviderError: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.",
  ExpiredTokenException: "The AWS credentials have expired.",
  UnrecognizedClientException: "The AWS credentials are not valid.",
};

/** What went wrong at Bedrock, in words that say what to do, and whether the same request may succeed later. */
export function bedrockFailure(error: unknown): BedrockFailure {
  if (!(error instanceof Error)) return { message: `Bedrock: ${String(error)}`, retryable: false };
  const status = error instanceof BedrockError ? error.status : undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const retryable =
    RETRYABLE_NAMES.has(error.name) ||
    (status !== undefined && (status === 429 || status >= 500)) ||
    (code !== undefined && status === undefined) ||
    isBroken(error);
  const what = error.name === "Error" ? (code ?? "broken connection") : error.name;
  const advice = ADVICE[error.name];
  const detail = `${what}: ${error.message.replace(/[.\s]*$/, ".")}${advice === undefined ? "" : ` ${advice}`}`;
  return { message: `Bedrock: ${detail}`, retryable };
}

/** A response that is cut off or is not an event stream comes as a plain error of the decoder. */
function isBroken(error: Error): boolean {
  return error.name === "Error" || error.name === "SyntaxError" || error.name === "RangeError";
}
