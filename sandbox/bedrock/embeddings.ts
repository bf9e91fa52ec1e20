import { z } from "zod";
import { validationError } from "./errors";
import { pairConcepts, wordsOf } from "./meaning/words-of";
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
 * Answers amazon.titan-embed-text-v2:0 with hashed words: texts that share words, or words that are said for the same in
 * everyday business ("how much", "cost", "$40"), have vectors that point the same way, and the same text always has the same vector. A fair
 * stand-in for a model that knows paraphrases, as far as its list of them goes and in English alone; it understands nothing.
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
      `400 Bad Request: Too many input tokens. Max input tokens: ${MAX_INPUT_TOKENS}, request input token count: ${tokens}`,
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

// What words are said for counts most, so that a question in other words still finds its answer.
const WORD_WEIGHT = 1;
const CONCEPT_WEIGHT = 1.1;
const WORD_BESIDE_CONCEPT = 0.55;
const PIECE_WEIGHT = 0.22;
const PLACES = 6;
const MOST_REMEMBERED = 50_000;
/** What a feature adds: places and their signs, as hashes. */
const remembered = new Map<string, Uint32Array>();

/**
 * The vector itself: words, what they are said for, and pieces of longer words, each added at a few hashed places. Words that
 * come often count less each time.
 */
export function embedText(text: string, dimensions: 256 | 512 | 1024, normalize: boolean): number[] {
  const features = new Map<string, number>();
  const count = (feature: string, weight: number) => features.set(feature, (features.get(feature) ?? 0) + weight);
  const words = wordsOf(text);
  for (const { root, concepts, conceptWeight, weight } of words) {
    count(root, concepts.length > 0 ? weight * WORD_BESIDE_CONCEPT : weight * WORD_WEIGHT);
    for (const concept of concepts) count(`*${concept}`, CONCEPT_WEIGHT * conceptWeight);
    if (concepts.length > 0 || root.length < 5) continue;
    // Pieces of words bring "invisible" and "invisibly" closer to each other.
    for (let at = 0; at + 4 <= root.length; at++) count(`#${root.slice(at, at + 4)}`, PIECE_WEIGHT);
  }
  for (const concept of pairConcepts(words)) count(`*${concept}`, CONCEPT_WEIGHT);
  const vector = new Float64Array(dimensions);
  for (const [feature, weight] of features) {
    const added = weight > 1 ? Math.sqrt(weight) : weight;
    for (const hash of placesOf(feature)) {
      const place = hash & (dimensions - 1);
      vector[place] = (vector[place] as number) + (hash >>> 31 === 0 ? added : -added);
    }
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) {
    vector[0] = 1;
    squares = 1;
  }
  const scale = normalize ? 1 / Math.sqrt(squares) : 1;
  const rounded = new Array<number>(dimensions);
  for (let at = 0; at < dimensions; at++) rounded[at] = Math.round((vector[at] as number) * scale * 1e8) / 1e8;
  return rounded;
}

function placesOf(feature: string): Uint32Array {
  const known = remembered.get(feature);
  if (known) return known;
  // FNV-1a over the feature, mixed on for each place as Murmur's finish does.
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  const places = new Uint32Array(PLACES);
  for (let at = 0; at < PLACES; at++) {
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) + 0x9e3779b9;
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    places[at] = hash ^ (hash >>> 16);
  }
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(feature, places);
  return places;
}
