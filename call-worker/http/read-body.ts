import type { IncomingMessage } from "node:http";

export const MOST_BODY_BYTES = 64 * 1024;

/** A request that can't be served; `status` is the answer's, the message says what to do. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The whole body, at most 64 KiB of the given media type. Throws RequestError 413 or 415. */
export async function readBody(request: IncomingMessage, mediaType: string): Promise<string> {
  const given = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (given !== mediaType) throw new RequestError(415, `Send the body as ${mediaType}`);
  const tooLarge = () => new RequestError(413, `A body may have ${MOST_BODY_BYTES} bytes`, { connection: "close" });
  if (Number(request.headers["content-length"] ?? 0) > MOST_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export const readForm = async (request: IncomingMessage): Promise<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(await readBody(request, "application/x-www-form-urlencoded")));
