import type { IncomingMessage } from "node:http";
import type { ConverseStreamOutput } from "@aws-sdk/client-bedrock-runtime";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { fromUtf8, toUtf8 } from "@smithy/core/serde";
import { BedrockError } from "./bedrock-failure";

/** The format allows 24 MiB; anything longer than this is no event of a conversation but noise read as a length. */
const LONGEST_FRAME_BYTES = 16 * 1024 * 1024;
const LONGEST_REFUSAL_BYTES = 64 * 1024;
const PRELUDE_BYTES = 12;
const EVENT_STREAM = "application/vnd.amazon.eventstream";

const codec = new EventStreamCodec(toUtf8, fromUtf8);

export type ResponseListener = {
  onEvent(event: ConverseStreamOutput): void;
  /** Exactly one of these, and nothing after it. */
  onEnd(): void;
  onError(error: Error): void;
};

/** Reads one answer of ConverseStream: its events as they come, or the refusal in its place. */
export function readResponse(response: IncomingMessage, listener: ResponseListener): void {
  let over = false;
  const settle = (tell: () => void): void => {
    if (over) return;
    over = true;
    tell();
  };
  const fail = (error: Error): void => {
    settle(() => listener.onError(error));
    response.destroy();
  };
  response.on("error", fail);
  response.on("aborted", () => fail(new Error("the connection broke")));
  const status = response.statusCode ?? 0;
  if (status >= 300) return collect(response, (body) => fail(refusal(status, response, body)));
  if (!response.headers["content-type"]?.startsWith(EVENT_STREAM)) {
    return fail(new BedrockError("UnexpectedResponse", "what answers at this address is not Bedrock", status));
  }
  let rest: Buffer | null = null;
  response.on("data", (chunk: Buffer) => {
    if (over) return;
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    try {
      const read = readFrames(bytes, (event) => {
        if (!over) listener.onEvent(event);
      });
      rest = read < bytes.length ? bytes.subarray(read) : null;
    } catch (error) {
      fail(error as Error);
    }
  });
  response.on("end", () => {
    if (rest === null) settle(() => listener.onEnd());
    else fail(new Error("the answer ended within an event"));
  });
}

/** Passes on every whole frame of `bytes` and returns how many bytes those were. @throws BedrockError for an exception among them */
function readFrames(bytes: Buffer, onEvent: (event: ConverseStreamOutput) => void): number {
  let at = 0;
  while (bytes.length - at >= PRELUDE_BYTES) {
    const length = bytes.readUInt32BE(at);
    if (length > LONGEST_FRAME_BYTES || length < PRELUDE_BYTES) throw new Error("the answer is not an event stream");
    if (bytes.length - at < length) break;
    const { headers, body } = codec.decode(bytes.subarray(at, at + length));
    at += length;
    const json = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
    const header = (name: string): string => String(headers[name]?.value ?? "");
    const kind = header(":message-type");
    if (kind === "event") onEvent({ [header(":event-type")]: JSON.parse(json) } as unknown as ConverseStreamOutput);
    else if (kind === "exception") throw new BedrockError(capitalised(header(":exception-type")), messageIn(json));
    else throw new BedrockError(header(":error-code") || "UnknownError", header(":error-message"));
  }
  return at;
}

function collect(response: IncomingMessage, onBody: (body: string) => void): void {
  let body = "";
  response.setEncoding("utf8");
  response.on("data", (piece: string) => {
    if (body.length < LONGEST_REFUSAL_BYTES) body += piece;
  });
  response.on("end", () => onBody(body));
}

/** `x-amzn-errortype: ThrottlingException:http://…`, or the body's `__type: com.amazon…#ThrottlingException`. */
function refusal(status: number, { headers }: IncomingMessage, body: string): BedrockError {
  const header = headers["x-amzn-errortype"];
  const named = (typeof header === "string" ? header : (fieldIn(body, "__type") ?? fieldIn(body, "code"))) ?? "";
  const name = named.split(":")[0]?.split("#").at(-1);
  return new BedrockError(name || `HTTP ${status}`, messageIn(body), status);
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const messageIn = (json: string): string => fieldIn(json, "message") ?? fieldIn(json, "Message") ?? "no reason given";

function fieldIn(json: string, field: string): string | undefined {
  try {
    const value: unknown = (JSON.parse(json) as Record<string, unknown> | null)?.[field];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
