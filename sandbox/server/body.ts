import type { IncomingMessage } from "node:http";

/** The request's body was larger than the limit; it has been read to its end, or the connection was cut. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
  constructor(readonly limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes.`);
  }
}

/** The client went away before its whole request had arrived. */
export class RequestAbortedError extends Error {
  override readonly name = "RequestAbortedError";
}

/**
 * Reads a whole body of at most `limitBytes`. A larger one is read to its end and thrown away, so that the client gets to
 * read the 413; one that is four times too large is cut off.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (sizeBytes > limitBytes * 4) {
        reject(new BodyTooLargeError(limitBytes));
        request.removeAllListeners("data");
        request.destroy();
      }
    });
    request.on("end", () => {
      if (sizeBytes > limitBytes) reject(new BodyTooLargeError(limitBytes));
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.on("error", () => reject(new RequestAbortedError("The request was cut off.")));
    request.on("close", () => reject(new RequestAbortedError("The request was cut off.")));
  });
}
