import { STATUS_CODES } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Why a request is refused: status, the vendor's error code and its message. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The vendor's words for the statuses that scripts ask for by a fault. */
export function refusalFor(status: number): Refusal {
  if (status === 401) return new Refusal(401, "INVALID_AUTH", "Invalid credentials.");
  if (status === 402) {
    return new Refusal(402, "ASR_PAYMENT_REQUIRED", "Project does not have enough credits for this request.");
  }
  if (status === 429) return new Refusal(429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later");
  return new Refusal(status, STATUS_CODES[status] ?? "Error", "Please try again later");
}

/**
 * Checks the credentials as the vendor takes them: `Authorization: Token|Bearer KEY`, or the subprotocols "token, KEY" that
 * browsers send. Throws a 401 Refusal.
 */
export function checkCredentials(request: IncomingMessage, apiKeys: readonly string[] | "any"): void {
  const authorization = /^(?:token|bearer)\s+(\S+)$/i.exec(request.headers.authorization ?? "");
  const protocols = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  const isByProtocol = /^(?:token|bearer)$/i.test(protocols[0] ?? "");
  const key = authorization?.[1] ?? (isByProtocol ? protocols[1] : undefined);
  if (!key || (apiKeys !== "any" && !apiKeys.includes(key))) throw refusalFor(401);
}

/** Answers an upgrade with an HTTP error: the reason in the body and in the dg-error header, as the vendor does. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal, requestId: string): void {
  const body = errorBody(refusal, requestId);
  socket.end(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? "Error"}\r\n` +
      "Content-Type: application/json\r\nConnection: close\r\n" +
      `Content-Length: ${Buffer.byteLength(body)}\r\ndg-request-id: ${requestId}\r\n` +
      `dg-error: ${headerText(refusal.message)}\r\n\r\n${body}`,
  );
}

/** Answers a plain HTTP request with an error, in the same form. */
export function refuseRequest(response: ServerResponse, refusal: Refusal, requestId: string): void {
  response.writeHead(refusal.status, {
    "content-type": "application/json",
    "dg-request-id": requestId,
    "dg-error": headerText(refusal.message),
  });
  response.end(errorBody(refusal, requestId));
}

function errorBody({ code, message }: Refusal, requestId: string): string {
  return JSON.stringify({ err_code: code, err_msg: message, request_id: requestId });
}

function headerText(message: string): string {
  return message.replace(/[^\x20-\x7e]/g, "?");
}
