import { createHash } from "node:crypto";
import { z } from "zod";
import { validationError } from "./errors";
import { countTokens } from "./tokens";

const titanBody = z.strictObject({
  inputText: z.string(),
  dimensions: z.union([z.literal(256), z.literal(512), z.literal(1024)]).default(1024),
  normalize: z.boolean().default(true),
  embeddingTypes: z.array(z.enum(["float", "binary"])).optional(),
});

export const TITAN_MODEL_ID = "amazon.titan-embed-text-v2:0";
const MAX_INPUT_CHARS = 50_000;
const MAX_INPUT_TOKENS = 8_192;

/**
 * Answers amazon.titan-embed-text-v2:0 with a hashed bag of words: texts that share words have vectors that point the same
 * way, and the same text always has the same vector.
 *
 * @throws BedrockError 400 when the body is not Titan's.
 */
export function embed(body: unknown): object {
  const parsed = titanBody.safeParse(body);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    const place = first && first.path.length > 0 ? `#/${first.path.join("/")}: ` : "";
    throw validationError(
      `Malformed input request: ${place}${first?.message ?? "invalid"}, please reformat your input and try again.`,
    );
  }
  const { inputText, dimensions, normalize, embeddingTypes } = parsed.data;
  if (inputText.length === 0) {
    throw validationError(
      "Malformed input request: #/inputText: expected minLength: 1, actual: 0, please reformat your input and try again.",
    );
  }
  if (inputText.length > MAX_INPUT_CHARS) {
    throw validationError(
      `Malformed input request: expected maxLength: ${MAX_INPUT_CHARS}, actual: ${inputText.length}, please reformat your input and try again.`,
    );
  }
  const tokens = countTokens(inputText);
  if (tokens > MAX_INPUT_TOKENS) {
    throw validationError(
      `Too many input tokens. Max input tokens: ${MAX_INPUT_TOKENS}, request input token count: ${tokens}`,
    );
  }
  const embedding = embedText(inputText, dimensions, normalize);
  const types = embeddingTypes ?? ["float"];
  const embeddingsByType: Record<string, number[]> = {};
  if (types.includes("float")) embeddingsByType.float = embedding;
  if (types.includes("binary")) embeddingsByType.binary = embedding.map((value) => (value > 0 ? 1 : 0));
  // Titan leaves the plain field out when only binary vectors are asked for.
  return { ...(types.includes("float") ? { embedding } : {}), embeddingsByType, inputTextTokenCount: tokens };
}

/** The vector itself: each word and each of its trigrams adds to a few hashed places. */
function embedText(text: string, dimensions: number, normalize: boolean): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(vector, word, word.length > 3 ? 1 : 0.3);
    if (word.length < 5) continue;
    // Pieces of words bring "opening" and "opens" closer to each other.
    for (let at = 0; at + 4 <= word.length; at++) add(vector, `#${word.slice(at, at + 4)}`, 0.25);
  }
  const length = Math.hypot(...vector);
  if (length === 0) {
    vector[0] = 1;
    return vector;
  }
  return normalize ? vector.map((value) => value / length) : vector;
}

function add(vector: number[], feature: string, weight: number): void {
  const digest = createHash("md5").update(feature).digest();
  for (let probe = 0; probe < 3; probe++) {
    const place = digest.readUInt32LE(probe * 4) % vector.length;
    const sign = (digest[12 + probe] ?? 0) % 2 === 0 ? 1 : -1;
    vector[place] = (vector[place] ?? 0) + sign * weight;
  }
}
