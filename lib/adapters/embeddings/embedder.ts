/** Makes vectors of texts: texts that mean the like have vectors that point the like way. */
export interface Embedder {
  /** Which model and size: "amazon.titan-embed-text-v2:0/256". Vectors of different ids cannot be compared. */
  readonly id: string;
  readonly dimensions: number;
  /** One vector of length 1 per text, in their order. Throws EmbedError, or the signal's reason. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}

/** Why there are no vectors. The message is meant for people: what happened and what to do. */
export class EmbedError extends Error {
  override name = "EmbedError";
  constructor(
    message: string,
    /** The same texts may succeed in a while. */
    readonly isPassing: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** As it is stored: little-endian float32. */
export function vectorBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes;
}
