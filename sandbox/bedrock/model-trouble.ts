import type { ModelTrouble } from "../controls/accounts";
import type { Caller } from "./authorization";
import { BedrockError, errorForStatus, gateError, validationError } from "./errors";

/**
 * Refuses what the caller's account has no access to, in AWS's words.
 *
 * @throws BedrockError
 */
export function checkAccess({ account, region }: Caller, modelId: string): void {
  if (!account) return;
  if (account.regions && region !== null && !account.regions.includes(region)) throw errorForStatus(403);
  const named = Object.entries(account.models).find(([part]) => modelId.includes(part));
  if (named) throw troubleWith(named[1], modelId, region ?? "us-east-1");
}

function troubleWith(trouble: ModelTrouble, modelId: string, region: string): BedrockError {
  switch (trouble) {
    case "no_access":
      return errorForStatus(403);
    case "no_use_case":
      return new BedrockError(
        404,
        "ResourceNotFoundException",
        "Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.",
      );
    case "not_authorized":
      return gateError(
        `User: arn:aws:iam::111122223333:user/sandbox is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:${region}:111122223333:inference-profile/${modelId} because no identity-based policy allows the bedrock:InvokeModel action`,
      );
    case "unknown":
      return validationError("The provided model identifier is invalid.");
    case "no_profile":
      return validationError(
        `Invocation of model ID ${modelId} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
      );
    case "throttled":
      return new BedrockError(429, "ThrottlingException", "Too many tokens per day, please wait before trying again.");
  }
}
