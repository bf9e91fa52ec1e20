import { STATUS_CODES } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AccountBook, DeepgramKey } from "../controls/accounts";

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
    const message = "Project does not have enough credits for this request and does not have an overage agreement.";
    return new Refusal(402, "ASR_PAYMENT_REQUIRED", message);
  }
  if (status === 403) {
    return new Refusal(403, "INSUFFICIENT_PERMISSIONS", "Project does not have access to the requested model.");
  }
  if (status === 429) return new Refusal(429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later");
  return new Refusal(status, STATUS_CODES[status] ?? "Error", "Please try again later");
}

/** Who signed in: the key, and its account where the controls name one. */
export type SignedIn = { readonly key: string; readonly account: DeepgramKey | undefined };

/**
 * Checks the credentials as the vendor takes them: `Authorization: Token|Bearer KEY`, or the subprotocols "token, KEY" that
 * browsers send. Throws a 401 Refusal.
 */
export function checkCredentials(
  request: IncomingMessage,
  apiKeys: readonly string[] | "any",
  accounts: AccountBook,
): SignedIn {
  const authorization = /^(?:token|bearer)\s+(\S+)$/i.exec(request.headers.authorization ?? "");
  const protocols = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  const isByProtocol = /^(?:token|bearer)$/i.test(protocols[0] ?? "");
  const key = authorization?.[1] ?? (isByProtocol ? protocols[1] : undefined);
  const account = key ? accounts.deepgram(key) : undefined;
  if (!key || (!account && apiKeys !== "any" && !apiKeys.includes(key))) throw refusalFor(401);
  return { key, account };
}

/** Refuses what the account may not: 401 without the scope, 402 without credits, 403 for a model it has no access to. */
export function checkRights({ account }: SignedIn, model: string): void {
  if (!account) return;
  checkScope({ key: "", account }, "usage:write");
  if (account.balanceUsd <= 0) throw refusalFor(402);
  if (account.deniedModels.some((denied) => model.startsWith(denied))) throw refusalFor(403);
}

export function checkScope({ account }: SignedIn, scope: string): void {
  if (!account || account.scopes.includes(scope)) return;
  throw new Refusal(401, "INSUFFICIENT_PERMISSIONS", "User does not have sufficient permissions.");
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
