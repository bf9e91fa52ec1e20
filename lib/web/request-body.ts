import { HttpError } from "./problem";

export const MAX_BODY_BYTES = 64 * 1024;

/** The request's JSON and its very text (for hashing). Stops reading at the cap; throws 413, 415 or 400. */
export async function readJsonBody(request: Request): Promise<{ value: unknown; text: string }> {
  const tooLarge = () => new HttpError(413, `The body may have at most ${MAX_BODY_BYTES / 1024} KB.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (!/^application\/json(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new HttpError(415, "Send JSON, with the header Content-Type: application/json.");
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return { value: JSON.parse(text), text };
  } catch {
    throw new HttpError(400, "The body is no valid JSON.");
  }
}

/** Before anything is read. Throws 413. */
export function refuseTooLarge(request: Request, most: number): void {
  if (Number(request.headers.get("content-length") ?? 0) > most)
    throw new HttpError(413, `A file may have at most ${most / 1_000_000} MB.`);
}

/** A body as it comes, never whole in memory; nothing where none is meant. */
export async function* bytesOf(request: Request | null): AsyncGenerator<Uint8Array> {
  if (request?.body) yield* request.body;
}
