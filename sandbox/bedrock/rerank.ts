import { randomUUID } from "node:crypto";
import { z } from "zod";
import { BedrockError, errorForStatus, validationError } from "./errors";
import { relevance } from "./meaning/relevance";

const MOST_SOURCES = 1_000;
const MOST_TEXT_CHARS = 32_000;
/** How many results one answer holds; more come with the token. AWS publishes no number. */
const PAGE_SIZE = 100;

const textDocument = z.looseObject({ text: z.string().optional() });
const rerankBody = z.looseObject({
  queries: z.array(z.looseObject({ type: z.string(), textQuery: textDocument.optional() })).default([]),
  sources: z
    .array(
      z.looseObject({
        type: z.string(),
        inlineDocumentSource: z
          .looseObject({
            type: z.string(),
            textDocument: textDocument.optional(),
            jsonDocument: z.unknown().optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  rerankingConfiguration: z
    .looseObject({
      type: z.string(),
      bedrockRerankingConfiguration: z
        .looseObject({
          numberOfResults: z.number().optional(),
          modelConfiguration: z.looseObject({ modelArn: z.string() }).optional(),
        })
        .optional(),
    })
    .optional(),
  nextToken: z.string().optional(),
});

type RerankBody = z.infer<typeof rerankBody>;

/** Where AWS serves each reranker (docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html). */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  "amazon.rerank-v1:0": ["ap-northeast-1", "ca-central-1", "eu-central-1", "us-west-2"],
  "cohere.rerank-v3-5:0": ["ap-northeast-1", "ca-central-1", "eu-central-1", "us-east-1", "us-west-2"],
};
const ARN = /^arn:aws(?:-[^:]+)?:bedrock:([a-z0-9-]{1,20})::foundation-model\/(.+)$/;

/** One request of Rerank, checked. */
export interface RerankRequest {
  readonly modelId: string;
  readonly query: string;
  readonly documents: readonly string[];
  readonly numberOfResults: number;
  readonly from: number;
}

/**
 * Reads the body of Rerank as AWS documents it (API_agent-runtime_Rerank). `region` is that of the signature, null when unknown.
 *
 * @throws BedrockError 400 in AWS's words.
 */
export function readRerank(body: unknown, region: string | null): RerankRequest {
  const parsed = rerankBody.safeParse(body);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw new BedrockError(400, "SerializationException", `The value at ${first?.path.join(".")} is not valid.`);
  }
  const { queries, sources, rerankingConfiguration, nextToken } = parsed.data;
  if (queries.length !== 1) throw outOfLength("queries", queries.length === 0 ? "greater" : "less", 1);
  if (sources.length === 0) throw outOfLength("sources", "greater", 1);
  if (sources.length > MOST_SOURCES) throw outOfLength("sources", "less", MOST_SOURCES);
  const modelId = readModel(rerankingConfiguration, region);
  const query = queries[0]?.textQuery?.text;
  if (queries[0]?.type !== "TEXT") throw notInEnum("queries.1.member.type", queries[0]?.type, "[TEXT]");
  checkText("queries.1.member.textQuery.text", query);
  const wanted = rerankingConfiguration?.bedrockRerankingConfiguration?.numberOfResults;
  if (wanted !== undefined && (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_SOURCES)) {
    throw validationError(
      `1 validation error detected: Value '${wanted}' at 'rerankingConfiguration.bedrockRerankingConfiguration.numberOfResults' failed to satisfy constraint: Member must have value ${wanted < 1 ? "greater than or equal to 1" : `less than or equal to ${MOST_SOURCES}`}`,
    );
  }
  if (wanted !== undefined && wanted > sources.length) {
    throw validationError("Cannot provide numberOfResults value that exceeds the number of sources.");
  }
  return {
    modelId,
    query,
    documents: sources.map(readSource),
    numberOfResults: wanted ?? sources.length,
    from: nextToken === undefined ? 0 : readToken(nextToken),
  };
}

function readModel(configuration: RerankBody["rerankingConfiguration"], region: string | null): string {
  if (!configuration) throw missing("rerankingConfiguration");
  if (configuration.type !== "BEDROCK_RERANKING_MODEL")
    throw notInEnum("rerankingConfiguration.type", configuration.type, "[BEDROCK_RERANKING_MODEL]");
  const arn = configuration.bedrockRerankingConfiguration?.modelConfiguration?.modelArn;
  if (arn === undefined) throw missing("rerankingConfiguration.bedrockRerankingConfiguration");
  const [, arnRegion = "", modelId = ""] = ARN.exec(arn) ?? [];
  const served = REGIONS[modelId];
  if (!served?.includes(arnRegion) || (region !== null && region !== arnRegion)) {
    throw validationError(
      "The provided model ARN for reranking is invalid. Please, use a valid model ARN. Also check the model ARN follows this format: arn:<partition>:bedrock:<region>::foundation-model/<model-id>",
    );
  }
  return modelId;
}

function readSource({ type, inlineDocumentSource: document }: RerankBody["sources"][number], at: number): string {
  const place = `sources.${at + 1}.member`;
  if (type !== "INLINE") throw notInEnum(`${place}.type`, type, "[INLINE]");
  if (!document) throw missing(`${place}.inlineDocumentSource`);
  if (document.type === "JSON") {
    if (document.jsonDocument === undefined) throw missing(`${place}.inlineDocumentSource.jsonDocument`);
    return textOfJson(document.jsonDocument);
  }
  if (document.type !== "TEXT") throw notInEnum(`${place}.inlineDocumentSource.type`, document.type, "[JSON, TEXT]");
  const text = document.textDocument?.text;
  checkText(`${place}.inlineDocumentSource.textDocument.text`, text);
  return text;
}

function textOfJson(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOfJson).join("\n");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${textOfJson(one)}`)
    .join("\n");
}

function checkText(place: string, text: string | undefined): asserts text is string {
  if (text === undefined) throw missing(place);
  if (text.length === 0) throw outOfLength(place, "greater", 1);
  if (text.length > MOST_TEXT_CHARS) throw outOfLength(place, "less", MOST_TEXT_CHARS);
}

/** Results from the most relevant on: `index` is the source's place in the request. */
export function rerank({ query, documents, numberOfResults, from }: RerankRequest): object {
  const scores = relevance(query, documents);
  const ranked = scores
    .map((relevanceScore, index) => ({ index, relevanceScore }))
    .sort((a, b) => b.relevanceScore - a.relevanceScore || a.index - b.index)
    .slice(0, numberOfResults);
  const to = from + PAGE_SIZE;
  const token = to < ranked.length ? { nextToken: Buffer.from(`rerank ${to}`).toString("base64url") } : {};
  return { results: ranked.slice(from, to), ...token };
}

function readToken(token: string): number {
  const from = Number(/^rerank (\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1]);
  if (Number.isNaN(from)) throw validationError("The provided nextToken is invalid.");
  return from;
}

function missing(place: string): BedrockError {
  return validationError(
    `1 validation error detected: Value null at '${place}' failed to satisfy constraint: Member must not be null`,
  );
}

function notInEnum(place: string, value: string | undefined, set: string): BedrockError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${place}' failed to satisfy constraint: Member must satisfy enum value set: ${set}`,
  );
}

function outOfLength(place: string, than: "greater" | "less", length: number): BedrockError {
  return validationError(
    `1 validation error detected: Value at '${place}' failed to satisfy constraint: Member must have length ${than} than or equal to ${length}`,
  );
}

/** What the agent runtime answers with an HTTP status, where it differs from the model runtime. */
export function rerankErrorForStatus(status: number): BedrockError | undefined {
  switch (status) {
    case 403:
      return new BedrockError(
        403,
        "AccessDeniedException",
        "You don't have access to perform the requested operation.",
      );
    case 409:
      return new BedrockError(409, "ConflictException", "There was a conflict performing an operation.");
    case 424:
      return new BedrockError(424, "DependencyFailedException", "There was an issue with a dependency.", {
        resourceName: "bedrock",
      });
    case 502:
      return new BedrockError(502, "BadGatewayException", "There was an issue with a dependency.", {
        resourceName: "bedrock",
      });
    default:
      return undefined;
  }
}

/** A refusal of the model's as Rerank passes it on: one for want of access becomes a 400 that quotes it. */
export function asRerankRefusal(error: unknown): unknown {
  if (!(error instanceof BedrockError) || error.message !== errorForStatus(403).message) return error;
  return validationError(
    `${error.message} (Service: BedrockRuntime, Status Code: 403, Request ID: ${randomUUID()}) (SDK Attempt Count: 1)`,
  );
}
