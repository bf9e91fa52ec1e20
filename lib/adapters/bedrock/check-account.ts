import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { accessSettings } from "@/lib/adapters/bedrock/access";
import { networkFinding, sentence } from "@/lib/adapters/checks/network-finding";
import type { Finding } from "@/lib/contracts/connections";

export type BedrockSettings = {
  region: string;
  endpoint?: string | undefined;
  /** Absent: the process's own (environment, profile, role). */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  bearerToken?: string | undefined;
};

/** A model that agents may be given: its tier in words, and its id or inference profile. */
export type CheckedModel = { tier: string; modelId: string };

/** Whatever is asked of a model, these speak of the account: no model would answer. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set([
  "bedrock.key_refused",
  "bedrock.signature",
  "bedrock.clock",
  "bedrock.api_key_refused",
  "bedrock.expired",
  "bedrock.no_credentials",
  "vendor.unreachable",
  "vendor.timeout",
]);

/**
 * Asks each model for one token, which costs less than a thousandth of a cent, and says what it finds: refused, no access in the region, an
 * id that is not known there, throttled. Never throws.
 */
export async function checkBedrockAccount(
  settings: BedrockSettings,
  models: readonly CheckedModel[],
  limitMs: number,
): Promise<Finding[]> {
  const client = bedrockClient(settings);
  try {
    const findings = await Promise.all(models.map((model) => askModel(client, settings, model, limitMs)));
    const ofAccount = findings.find(({ code }) => OF_THE_ACCOUNT.has(code));
    if (ofAccount) return [ofAccount];
    const someAnswer = findings.some(({ code }) => code === "bedrock.works");
    return findings.map((finding) =>
      someAnswer && finding.code !== "bedrock.works"
        ? { ...finding, facts: { ...finding.facts, partial: 1 } }
        : finding,
    );
  } finally {
    client.destroy();
  }
}

async function askModel(
  client: BedrockRuntimeClient,
  { region }: BedrockSettings,
  { tier, modelId }: CheckedModel,
  limitMs: number,
): Promise<Finding> {
  const command = new ConverseCommand({
    modelId,
    messages: [{ role: "user", content: [{ text: "Hi" }] }],
    inferenceConfig: { maxTokens: 1 },
  });
  const facts = { tier, model: modelId, region };
  try {
    await client.send(command, { abortSignal: AbortSignal.timeout(limitMs) });
    return { code: "bedrock.works", facts };
  } catch (error) {
    return bedrockFinding(error, facts, limitMs);
  }
}

type ModelFacts = { tier: string; model: string; region: string };

/** AWS's refusal as a finding, by its exception's name and, where one name has several meanings, its words. */
export function bedrockFinding(error: unknown, facts: ModelFacts, limitMs: number): Finding {
  if (!(error instanceof Error))
    return { code: "bedrock.model_failed", facts: { ...facts, detail: sentence(String(error)) } };
  const { name, message } = error;
  switch (name) {
    case "UnrecognizedClientException":
    case "InvalidClientTokenId":
    case "MissingAuthenticationTokenException":
      return { code: "bedrock.key_refused", facts: {} };
    case "InvalidSignatureException":
    case "SignatureDoesNotMatch":
      return { code: /expired|not yet current/i.test(message) ? "bedrock.clock" : "bedrock.signature", facts: {} };
    case "ExpiredTokenException":
      return { code: "bedrock.expired", facts: {} };
    case "CredentialsProviderError":
      return { code: "bedrock.no_credentials", facts: {} };
    case "AccessDeniedException":
      return deniedFinding(message, facts);
    case "ResourceNotFoundException":
      return { code: /use case/i.test(message) ? "bedrock.no_use_case" : "bedrock.unknown_model", facts };
    case "ValidationException":
      if (/use.case/i.test(message)) return { code: "bedrock.no_use_case", facts };
      if (/model identifier is invalid|inference profile|on-demand throughput/i.test(message))
        return { code: "bedrock.unknown_model", facts };
      break;
    case "ThrottlingException":
    case "ServiceQuotaExceededException":
      return { code: "bedrock.throttled", facts };
  }
  const network = networkFinding("bedrock", error, limitMs);
  return network ?? { code: "bedrock.model_failed", facts: { ...facts, detail: sentence(`${name}: ${message}`) } };
}

function deniedFinding(message: string, facts: ModelFacts): Finding {
  if (/API Key/i.test(message)) return { code: "bedrock.api_key_refused", facts: {} };
  const action = /not authorized to perform: (bedrock:\w+|aws-marketplace:\w+)/.exec(message)?.[1];
  if (action) return { code: "bedrock.not_authorized", facts: { ...facts, action } };
  return { code: "bedrock.no_access", facts };
}

function bedrockClient(settings: BedrockSettings): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    ...accessSettings(settings),
    maxAttempts: 1,
    // HTTP/1.1, as calls speak it.
    requestHandler: new NodeHttpHandler(),
  });
}
